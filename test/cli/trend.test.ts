// baseline, compare and trend as their users call them, on stored results; the page in a real browser.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { exitCodes } from "../../src/exit-codes.ts";
import type { Result } from "../../src/result/result.ts";
import { gateRecord, runFiles } from "../../src/result/run-files.ts";
import { withoutChromium, withPage } from "../chromium.ts";
import { fingerprint } from "../compare/sides.ts";
import { READ, resultWith } from "../gate/inputs.ts";
import { type Ended, scratchFolder, tool } from "../load/process.ts";

function place(t: TestContext) {
  const out = scratchFolder(t);
  const baselines = join(scratchFolder(t), "baselines");
  return {
    out,
    baselines,
    /** One a night. */
    run(night: number, ms: number, change: (result: Result) => Result = (result) => result): string {
      const id = `202611${String(night).padStart(2, "0")}-021700-smoke-local-aaaa`;
      const base = resultWith({ [READ]: ms }, id);
      const startedAt = new Date(Date.UTC(2026, 10, night, 2, 17)).toISOString();
      const result = change({ ...base, fingerprint, run: { ...base.run, startedAt } });
      mkdirSync(join(out, id));
      writeFileSync(join(out, id, runFiles.result), JSON.stringify(result));
      return id;
    },
    call: (...args: string[]): Promise<Ended> =>
      tool([...args, "--out", out, ...(args[0] === "trend" ? [] : ["--baselines", baselines])]).ended,
    listed: (...args: string[]): Promise<Ended> =>
      tool(["baseline", ...args, "--baselines", baselines]).ended,
  };
}

const withBuild =
  (build: string) =>
  (result: Result): Result => ({ ...result, run: { ...result.run, build } });

test("a baseline is set, listed, shown, compared with, and removed", async (t) => {
  const { run, call, listed, baselines } = place(t);
  for (const [night, ms] of [100, 104, 97].entries()) run(night + 1, ms);
  const set = await call("baseline", "set", "latest");
  assert.equal(set.exitCode, 0, set.stderr);
  assert.match(set.stdout, /^local-smoke-api_crud is 20261103-021700-smoke-local-aaaa/);
  assert.match((await listed("list")).stdout, /local-smoke-api_crud +20261103-021700-smoke-local-aaaa/);
  assert.match(
    (await listed("show", "local-smoke-api_crud")).stdout,
    /budget api_crud_read_p95 +97\.0 ms|97 ms/,
  );
  run(4, 180, withBuild("next"));
  const compared = await call("compare");
  assert.equal(compared.exitCode, 0, compared.stderr);
  assert.match(compared.stdout, /✗ worse {2}budget api_crud_read_p95 +97 ms +180 ms +\+86 %/);
  const json = JSON.parse((await call("compare", "latest", "--json")).stdout) as { spreadOf: string[] };
  assert.equal(json.spreadOf.length, 3);
  assert.equal((await listed("remove", "local-smoke-api_crud")).exitCode, 0);
  assert.deepEqual(readdirSync(baselines), []);
  const gone = await call("compare");
  assert.equal(gone.exitCode, exitCodes.configuration.code);
  assert.match(gone.stderr, /There is no baseline local-smoke-api_crud.*baseline set RUN/s);
});

test("a run that fails, and one whose failure was accepted, become no baseline, and no file is left", async (t) => {
  const { out, run, call, baselines } = place(t);
  run(1, 600);
  const failed = await call("baseline", "set", "latest");
  assert.equal(failed.exitCode, exitCodes.configuration.code);
  assert.match(failed.stderr, /may be no baseline.*it is FAIL/s);
  const id = run(2, 100);
  const record = {
    schema: "obcms-perf/gate/1",
    runId: id,
    decidedAt: "2026-11-26T10:00:00.000Z",
    decision: "pass",
    accepted: [READ],
    acceptances: [],
  };
  writeFileSync(join(out, id, gateRecord), JSON.stringify(record));
  assert.match(
    (await call("baseline", "set", "latest")).stderr,
    /a risk acceptance covers api_crud_read_p95/,
  );
  writeFileSync(join(out, id, gateRecord), "{");
  assert.match((await call("baseline", "set", "latest")).stderr, /gate\.json that cannot be read/);
  assert.ok(!existsSync(baselines));
});

test("runs that cannot be compared: 95, with the field; so does one that proves nothing", async (t) => {
  const { run, call } = place(t);
  const first = run(1, 100);
  const second = run(2, 100, (result) => ({ ...result, fingerprint: { ...fingerprint, dataset: "other" } }));
  const refused = await call("compare", first, second);
  assert.equal(refused.exitCode, exitCodes.notComparable.code);
  assert.match(refused.stdout, /dataset: da7a00000000cccc → other/);
  const invalid = run(3, 100, (result) => ({ ...result, defects: ["samples.json.gz is cut short"] }));
  const worthless = await call("compare", first, invalid);
  assert.equal(worthless.exitCode, exitCodes.notComparable.code);
  assert.match(worthless.stderr, /cannot be compared with anything.*INVALID/s);
  assert.equal((await call("compare", first, second, invalid)).exitCode, exitCodes.usage.code);
});

test("the page draws a point for each run, and a gap for one that proves nothing", {
  skip: withoutChromium(),
}, async (t) => {
  const { out, run, call } = place(t);
  run(1, 100);
  run(2, 110);
  run(3, 120, (result) => ({ ...result, defects: ["samples.json.gz is cut short"] }));
  run(4, 130, withBuild("next"));
  mkdirSync(join(out, "20261105-021700-unfinished"));
  const { exitCode, stdout, stderr } = await call("trend");
  assert.equal(exitCode, 0, stderr);
  const page = stdout.trim();
  assert.equal(page, join(out, "trend.html"));
  const seen = await withPage(pathToFileURL(page).href, {}, async ({ evaluate, messages, requests }) => {
    const figure = `[...document.querySelectorAll("figure")].find((one) => one.textContent.includes("${READ}"))`;
    const drawn = `new Promise((resolve) => { const look = () => ${figure}.dataset.drawn ? resolve(true) : setTimeout(look, 20); look(); })`;
    return {
      drawn: await evaluate(drawn),
      caption: await evaluate(`${figure}.querySelector("figcaption").textContent`),
      canvases: await evaluate(`${figure}.querySelectorAll("canvas").length`),
      data: await evaluate(`JSON.parse(${figure}.querySelector("script").textContent)`),
      strip: await evaluate(`[...document.querySelectorAll(".strip li")].map((one) => one.className)`),
      text: await evaluate("document.body.innerText"),
      messages,
      requests: requests.length,
    };
  });
  assert.deepEqual([seen.drawn, seen.canvases, seen.messages, seen.requests], [true, 1, [], 1]);
  // Near four times the highest: a chart up to there would show a flat line.
  assert.match(String(seen.caption), /limit < 500 ms \(above the chart\)/);
  assert.equal((seen.data as { top: number }).top, 0);
  const { values, limits, marks } = seen.data as Record<string, (number | null)[]>;
  assert.deepEqual(values, [100, 110, null, 130]);
  assert.deepEqual(limits, [500, 500, 500, 500]);
  assert.equal(marks?.length, 1);
  assert.deepEqual(seen.strip, ["good", "good", "void", "good"]);
  assert.match(String(seen.text), /Trends over 4 runs.*1 folder without a readable result is left out/s);
});

test("names and reasons in the page cannot become markup", async (t) => {
  const { out, run, call } = place(t);
  run(1, 100, withBuild("<img src=x onerror=alert(1)></script>"));
  assert.equal((await call("trend")).exitCode, 0);
  const page = readFileSync(join(out, "trend.html"), "utf8");
  assert.ok(!page.includes("<img"));
  // In the cell of the run, and in the table.
  assert.equal(page.split("&#60;img").length - 1, 2);
});

test("where there is no run, or none as asked for, the error says so", async (t) => {
  const { run, call } = place(t);
  const none = await call("trend");
  assert.equal(none.exitCode, exitCodes.configuration.code);
  assert.match(none.stderr, /There is no run to draw a trend of/);
  run(1, 100);
  assert.match((await call("trend", "--environment", "nowhere")).stderr, /none as asked for/);
});
