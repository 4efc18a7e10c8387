// A breakpoint run on a target that gives way: it ends at once, says at which rate, and is never a PASS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import type { Verdict } from "../../src/verdict/verdict.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

const PEAK = 20;
const SECONDS = 40;

/** What breaks, what k6 crosses, and what the verdict says of it. */
const cases = [
  {
    title: "failing answers",
    flags: ["--fault", "error_rate=0.5@api_regions_list", "--vus", "60"],
    crossed: "http_req_failed{card:api_crud}",
    state: "FAIL",
    exit: exitCodes.fail,
    reason: "breaking_point",
    says: /^api_crud: stopped at \d+\.\d of 20 iterations per second; of \d+ iterations until then/,
  },
  {
    title: "slow answers, and too few virtual users for them: what was dropped is said",
    flags: ["--fault", "delay=600@read", "--vus", "2"],
    crossed: "http_req_duration{access:read,card:api_crud,expected_response:true}",
    state: "FAIL",
    exit: exitCodes.fail,
    reason: "breaking_point",
    says: /until then [1-9]\d* were dropped/,
  },
  {
    title: "a throttle, which is not the target's breaking point",
    flags: ["--fault", "throttle=20", "--vus", "60"],
    crossed: "http_req_failed{card:api_crud}",
    state: "INVALID",
    exit: exitCodes.invalid,
    reason: "throttled",
    says: /answers were 429$/,
  },
] as const;

for (const { title, flags, crossed, state, exit, reason, says } of cases) {
  test(`a breakpoint run is aborted by ${title}`, async (t) => {
    const out = scratchFolder(t);
    const load = ["--profile", "breakpoint", "--duration", `${SECONDS}s`, "--rate", String(PEAK)];
    const args = ["run", "--json", "--out", out, "--think-time", "0", ...load, ...flags];
    const { exitCode, stdout, stderr } = await tool(args).ended;
    assert.equal(exitCode, exit.code, stdout + stderr);
    const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
    const { verdict } = JSON.parse(stdout) as { verdict: Verdict };
    assert.equal(result.run.state, "aborted");
    assert.equal(result.run.k6ExitCode, 99);
    assert.deepEqual(result.defects, []);
    assert.equal(verdict.state, state, stdout);
    assert.equal(verdict.reasons[0]?.name, reason, stdout);
    assert.match(verdict.reasons[0]?.sentence ?? "", says);
    assert.ok(result.thresholds.some(({ key, passed }) => key === crossed && !passed));
    assertStopIsTrue(result);
  });
}

/** The area under a ramp from 0 up to the rate at the stop is what was started and dropped until then. */
function assertStopIsTrue({ scenarios }: Result): void {
  assert.equal(scenarios.length, 1);
  for (const { stopped, started, dropped } of scenarios) {
    assert.ok(stopped !== undefined);
    assert.equal(stopped.peakRate, PEAK);
    assert.ok(stopped.rate > 0 && stopped.rate < PEAK, `${stopped.rate}`);
    const area = (stopped.rate * stopped.rate * SECONDS) / (2 * PEAK);
    assert.ok(Math.abs(area - (started + dropped)) < 1e-6, `${area}, ${started} + ${dropped}`);
  }
}
