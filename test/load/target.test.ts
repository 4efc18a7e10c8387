// Figures of a probe in k6: its own thresholds judge them, each sample is there once, and what watches is in no total.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { lightEnvironment, onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

/** The memory of this process, in which the target is: no budget of a byte holds. */
const LIMIT = { target_target_memory_max: 1 };
const SECONDS = 15;

async function runWith(
  t: TestContext,
  more: Readonly<Record<string, unknown>>,
  flags: readonly string[],
): Promise<{ exitCode: number | null; stdout: string; result: Result; summary: K6Summary }> {
  const folder = scratchFolder(t);
  const file = JSON.parse(readFileSync(lightEnvironment(t, await standInFor(t)), "utf8"));
  const environment = join(folder, "env.json");
  const probes = { processes: [`target=pid:${process.pid}`] };
  writeFileSync(environment, JSON.stringify({ ...file, probes, ...more }));
  const out = join(folder, "runs");
  const load = ["--scenario", "api_crud", "--profile", "baseline", "--vus", "2", "--think-time", "0.2"];
  const { exitCode, stdout } = await tool([
    "run",
    "--json",
    "--env",
    environment,
    "--out",
    out,
    ...load,
    ...flags,
  ]).ended;
  const read = (name: string): unknown => JSON.parse(readFileSync(join(onlyRun(out), name), "utf8"));
  return {
    exitCode,
    stdout,
    result: resultSchema.parse(read(runFiles.result)),
    summary: read(runFiles.summary) as K6Summary,
  };
}

type K6Summary = {
  readonly metrics: Readonly<
    Record<string, { count: number; max: number; thresholds?: Record<string, boolean> } | undefined>
  >;
};

test("a limit on a figure of the target is a gate, k6's own threshold fails on it, and each sample is told once", async (t) => {
  const { exitCode, stdout, result, summary } = await runWith(t, { budgets: LIMIT }, [
    "--duration",
    `${SECONDS}s`,
  ]);
  assert.equal(exitCode, exitCodes.fail.code, stdout);
  const { verdict } = JSON.parse(stdout);
  const broken = verdict.budgets.filter(({ state }: { state: string }) => state === "broken");
  assert.deepEqual(
    broken.map(({ id }: { id: string }) => id),
    ["target_target_memory_max"],
  );
  // True in k6's file is "crossed".
  assert.deepEqual(summary.metrics["obcms_target_memory_bytes{process:target}"]?.thresholds, {
    "max<1": true,
  });

  const curve = result.probes?.curves.find(
    ({ figure, process: of }) => figure === "memory" && of === "target",
  );
  const [host] = result.probes?.probes ?? [];
  assert.equal(host?.state, "watched");
  const told = summary.metrics["obcms_target_samples{figure:memory,process:target}"]?.count ?? 0;
  // The first look may be before k6's first question, the last ones after its last.
  assert.ok(told <= (host?.looks ?? 0) && told >= (host?.looks ?? 0) - 4, `${told} of ${host?.looks}`);
  assert.ok(told >= SECONDS - 2, `${told} samples`);
  assert.ok((summary.metrics["obcms_target_memory_bytes{process:target}"]?.max ?? 0) <= (curve?.max ?? 0));

  const apart = summary.metrics["http_reqs{role:probe}"]?.count ?? 0;
  assert.ok(apart >= SECONDS, `${apart} questions`);
  assert.equal(
    result.totals.httpReqs,
    (summary.metrics.http_reqs?.count ?? 0) -
      apart -
      (summary.metrics["http_reqs{role:control}"]?.count ?? 0),
  );
  assert.equal(result.totals.iterations, (summary.metrics.iterations?.count ?? 0) - 1);
  assert.deepEqual(result.defects, []);
});

test("a budget of abortOn ends the run when it is broken, and the verdict names it", async (t) => {
  const { exitCode, stdout, result } = await runWith(t, { budgets: LIMIT }, [
    "--abort-on",
    "target_target_memory_max",
    "--duration",
    "120s",
  ]);
  assert.equal(exitCode, exitCodes.fail.code, stdout);
  assert.equal(result.run.state, "aborted");
  assert.ok(result.run.durationSeconds < 60, `${result.run.durationSeconds} s`);
  const { verdict } = JSON.parse(stdout);
  const ended = verdict.reasons.find(({ name }: { name: string }) => name === "ended_by_budget");
  assert.match(
    ended.says ?? ended.sentence ?? JSON.stringify(ended),
    /^target_target_memory_max: broken after \d+ s/,
  );
});

test("a limit whose probe is blind has no data, and the run is no PASS", async (t) => {
  const { exitCode, stdout, result } = await runWith(
    t,
    { probes: { processes: ["target=/there/is/none.pid"] }, budgets: LIMIT },
    ["--duration", "5s"],
  );
  assert.notEqual(exitCode, exitCodes.pass.code, stdout);
  const { verdict } = JSON.parse(stdout);
  assert.ok(
    verdict.reasons.some(({ name }: { name: string }) => name === "not_measured"),
    stdout,
  );
  assert.equal(result.probes?.probes[0]?.state, "blind");
});
