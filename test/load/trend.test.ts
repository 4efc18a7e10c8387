// Runs of the embedded target are held to each other: equal ones, then one that is slower by a known delay.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Comparison } from "../../src/compare/compare.ts";
import { exitCodes } from "../../src/exit-codes.ts";
import type { TrendGroup } from "../../src/trend/trend.ts";
import { type Ended, scratchFolder, tool } from "./process.ts";

const SLOWER_MS = 150;
/** Asked at each iteration, so that a short run has enough of it. */
const READ = "endpoint api_regions_list p50";

function place(t: TestContext) {
  const [out, baselines] = [scratchFolder(t), scratchFolder(t)];
  return {
    run: (...args: string[]): Promise<Ended> =>
      tool(["run", "--out", out, "--scenario", "api_crud", "--think-time", "0", "--doctor", "stop", ...args])
        .ended,
    compare: (...args: string[]): Promise<Ended> =>
      tool(["compare", "--out", out, "--baselines", baselines, ...args]).ended,
    set: (): Promise<Ended> =>
      tool(["baseline", "set", "latest", "--out", out, "--baselines", baselines]).ended,
    trend: (...args: string[]): Promise<Ended> => tool(["trend", "--out", out, ...args]).ended,
  };
}

test("real runs are compared: equal ones are alike, a delay is found at its size, another load is refused", async (t) => {
  const { run, compare, set, trend } = place(t);
  for (let n = 0; n < 3; n += 1) {
    const { exitCode, stdout, stderr } = await run("--build", "1");
    assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  }
  const made = await set();
  assert.equal(made.exitCode, exitCodes.pass.code, made.stderr);

  await t.test("a run beside itself has not changed", async () => {
    const { exitCode, stdout } = await compare("--json");
    assert.equal(exitCode, exitCodes.pass.code);
    const { rows, spreadOf, unknown } = JSON.parse(stdout) as Comparison;
    assert.equal(spreadOf.length, 3);
    assert.ok(!unknown.includes("dataset"));
    assert.ok(rows.length > 20, `${rows.length} figures`);
    assert.deepEqual(
      rows.filter(({ change, reading }) => change !== 0 || reading !== "usual"),
      [],
    );
  });

  const slow = await run("--build", "2", "--fault", `delay=${SLOWER_MS}@api_regions_list`);
  assert.equal(slow.exitCode, exitCodes.pass.code, slow.stdout + slow.stderr);

  await t.test("what became slower is worse, by about the delay", async () => {
    const { exitCode, stdout } = await compare("--json");
    assert.equal(exitCode, exitCodes.pass.code);
    const row = (JSON.parse(stdout) as Comparison).rows.find(({ id }) => id === READ);
    assert.equal(row?.reading, "worse");
    const slower = (row?.candidate ?? 0) - (row?.baseline ?? 0);
    assert.ok(slower > 0.8 * SLOWER_MS && slower < 2 * SLOWER_MS, `${slower} ms`);
    assert.match((await compare()).stdout, /✗ worse +endpoint api_regions_list p50/);
  });

  await t.test("another load cannot be compared, and its field is named", async () => {
    const { exitCode } = await run("--build", "2", "--think-time", "0.02");
    assert.equal(exitCode, exitCodes.pass.code);
    const refused = await compare();
    assert.equal(refused.exitCode, exitCodes.notComparable.code, refused.stdout);
    assert.match(refused.stdout, /NOT COMPARABLE(?:.|\n)*load: [0-9a-f]{16} → [0-9a-f]{16}/);
  });

  await t.test("the trend has all five, with what is new at each", async () => {
    const { groups } = JSON.parse((await trend("--json")).stdout) as { groups: TrendGroup[] };
    const [group] = groups;
    assert.equal(groups.length, 1);
    assert.deepEqual(
      group?.runs.map(({ isMeasured, isBreak }) => [isMeasured, isBreak]),
      [false, false, false, false, true].map((isBreak) => [true, isBreak]),
    );
    assert.ok(group?.runs[3]?.changes.includes("build 1 → 2"));
    const line = group?.lines.find(({ id }) => id === READ);
    assert.ok(line?.values.every((value) => value !== null));
    const page = (await trend()).stdout.trim();
    const text = readFileSync(page, "utf8");
    assert.equal(page.endsWith(join("/", "trend.html")), true);
    assert.equal(text.match(/<figure data-chart="trend"/g)?.length, group?.lines.length);
    assert.doesNotMatch(text, /<(?:script|link|img)[^>]+(?:src|href)="http/);
  });
});
