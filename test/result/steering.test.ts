// A controlled run's result out of stored files: control turns are in no figure, and the series shows who worked.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { collectResult } from "../../src/result/collect.ts";
import type { Plan } from "../../src/result/plan.ts";
import type { Result } from "../../src/result/result.ts";
import { runFiles, steeringFile } from "../../src/result/run-files.ts";
import { healthyResult } from "../fixtures/report/parts.ts";

const START = Date.parse("2026-11-23T12:00:00Z");
const load = { card: "api_crud", scenario: "api_crud", name: "trends", status: "200" };
const control = { scenario: "api_crud", name: "control", status: "200", role: "control" };

function point(metric: string, second: number, value: number, tags: Record<string, string> = {}): string {
  const time = new Date(START + second * 1000 + 100).toISOString();
  return JSON.stringify({ metric, type: "Point", data: { time, value, tags } });
}

const points = [
  ...[0, 1, 2].map((second) => point("vus", second, 6)),
  point("http_reqs", 1, 1, load),
  point("http_reqs", 1, 1, control),
  point("http_reqs", 2, 1, control),
  point("http_req_failed", 2, 1, control),
  point("iterations", 1, 1, load),
  point("iterations", 1, 1, control),
  point("iterations", 2, 1, control),
  point("data_sent", 1, 500, load),
  point("data_sent", 1, 70, control),
];

async function collect(t: TestContext, counted: number): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const metrics = {
    http_reqs: { count: 3 },
    "http_reqs{role:control}": { count: counted },
    iterations: { count: 3 },
    "iterations{role:control}": { count: 2 },
  };
  writeFileSync(join(folder, runFiles.samples), gzipSync(`${points.join("\n")}\n`));
  writeFileSync(join(folder, runFiles.summary), JSON.stringify({ metrics }));
  const record = { pool: 6, acts: [], activity: [{ atMs: START + 1500, active: 4 }] };
  writeFileSync(join(folder, steeringFile), JSON.stringify(record));
  const { run, target, generator } = healthyResult();
  const plan = {
    ...run,
    target,
    generator,
    steps: [],
    budgets: [],
    scenarios: [],
    settings: {},
  } as unknown as Plan;
  const ending = {
    state: "completed",
    k6ExitCode: 105,
    startedAt: new Date(START),
    endedAt: new Date(START + 3000),
  };
  return collectResult(folder, plan, { ...ending, state: "completed" });
}

test("control turns are in no total, and the series shows the virtual users that worked, not the pool", async (t) => {
  const result = await collect(t, 2);
  assert.deepEqual(result.defects, []);
  const { httpReqs, httpReqsFailed, iterations, dataSentBytes } = result.totals;
  assert.deepEqual([httpReqs, httpReqsFailed, iterations, dataSentBytes], [1, 0, 1, 500]);
  assert.deepEqual(
    result.endpoints.map(({ name }) => name),
    ["trends"],
  );
  assert.deepEqual(
    result.series.map(({ vus }) => vus),
    [null, 4],
  );
});

test("a control turn that only one of samples and summary has is a defect", async (t) => {
  const { defects } = await collect(t, 1);
  assert.deepEqual(defects, ["samples and summary disagree: 1 requests in the samples, 2 in the summary"]);
});
