// What is planned for an arrival rate, against what the real k6 starts.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseK6Summary } from "../../src/result/k6-summary.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { plannedIterations } from "../../src/run/planned-iterations.ts";
import { scratchFolder, start } from "./process.ts";

const vus = { preAllocatedVUs: 30, maxVUs: 30 };
const scenarios = {
  "two ramps with a hold between them, per second": {
    executor: "ramping-arrival-rate",
    ...vus,
    stages: [
      { target: 20, duration: "2s" },
      { target: 20, duration: "1s" },
      { target: 5, duration: "1500ms" },
    ],
  },
  "a start rate and a unit of ten seconds": {
    executor: "ramping-arrival-rate",
    ...vus,
    startRate: 50,
    timeUnit: "10s",
    stages: [
      { target: 150, duration: "2s" },
      { target: 30, duration: "2s" },
    ],
  },
  "a constant rate of a minute": {
    executor: "constant-arrival-rate",
    ...vus,
    rate: 600,
    timeUnit: "1m",
    duration: "3s",
  },
} as const satisfies Record<string, Parameters<typeof plannedIterations>[0]>;

for (const [title, scenario] of Object.entries(scenarios)) {
  const planned = plannedIterations(scenario as Parameters<typeof plannedIterations>[0]);
  test(`${title}: k6 starts the ${planned} iterations that are planned, or one more or less`, async (t) => {
    const folder = scratchFolder(t);
    const script = join(folder, "script.js");
    const summary = join(folder, "summary.json");
    const options = JSON.stringify({ scenarios: { arrivals: scenario } });
    writeFileSync(script, `export const options = ${options};\nexport default function () {}\n`);
    const args = ["run", "--quiet", "--summary-export", summary, script];
    const { exitCode, stderr } = await start(process.env.K6_BIN ?? "k6", args, k6Environment(process.env))
      .ended;
    assert.equal(exitCode, 0, stderr);
    const seen = parseK6Summary(readFileSync(summary, "utf8"));
    const begun = (seen.samples("iterations") ?? 0) + (seen.samples("dropped_iterations") ?? 0);
    assert.ok(planned !== null && Math.abs(begun - planned) <= 1, `${begun} begun, ${planned} planned`);
  });
}
