// The stored result of a real run, against its own raw samples and against what was planned.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

type Point = {
  metric: string;
  type: string;
  data: { time: string; value: number; tags: Record<string, string> };
};

test("a run at a rate: planned, series, generator and tags are what the raw files say", async (t) => {
  const out = scratchFolder(t);
  const flags = [
    "--profile",
    "soak",
    "--duration",
    "6s",
    "--vus",
    "30",
    "--rate",
    "10",
    "--think-time",
    "0.1",
  ];
  const { stderr } = await tool(["run", "--out", out, "--build", "77", ...flags]).ended;
  const folder = onlyRun(out);
  const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
  assert.deepEqual(result.defects, [], stderr);
  const points = gunzipSync(readFileSync(join(folder, runFiles.samples)))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Point)
    .filter(({ type }) => type === "Point");

  await t.test("what the rate sums up to was started or dropped", () => {
    const [scenario] = result.scenarios;
    assert.ok(scenario);
    // A ramp of a second up to 10, then 6 s of 10.
    assert.equal(scenario.planned, 65);
    assert.equal(scenario.model, "open");
    const begun = scenario.started + scenario.dropped;
    assert.ok(Math.abs(begun - 65) <= 1, `${begun}`);
  });

  await t.test("each second of each endpoint has the percentiles of an exact sort", () => {
    const start = Date.parse(result.run.startedAt);
    for (const { name, card, series, requests } of result.endpoints) {
      assert.equal(
        series.reduce((sum, second) => sum + second.requests, 0),
        requests,
      );
      for (const second of series) {
        const durations = points
          .filter(
            ({ metric, data }) =>
              metric === "http_req_duration" && data.tags.name === name && data.tags.card === card,
          )
          .filter(({ data }) => data.tags.expected_response === "true")
          .filter(({ data }) => Math.floor((Date.parse(data.time) - start) / 1000) === second.t)
          .map(({ data }) => data.value)
          .sort((a, b) => a - b);
        for (const [share, figure] of [
          [0.5, second.p50],
          [0.9, second.p90],
          [0.95, second.p95],
          [0.99, second.p99],
        ] as const) {
          const rank = share * (durations.length - 1);
          const low = durations[Math.floor(rank)];
          const high = durations[Math.ceil(rank)];
          if (low === undefined || high === undefined) assert.equal(figure, null);
          else {
            const exact = low + (high - low) * (rank - Math.floor(rank));
            assert.ok(
              figure !== null && Math.abs(figure - exact) <= 1e-9 * exact,
              `${figure} is not ${exact}`,
            );
          }
        }
      }
    }
  });

  await t.test("k6's CPU time, memory and lag were read", { skip: process.platform !== "linux" }, () => {
    const { cpuShare, cpuPeakShare, maxRssBytes, lag } = result.generator;
    assert.ok(cpuShare !== null && cpuShare > 0.001 && cpuShare <= 1, `${cpuShare}`);
    assert.ok(cpuPeakShare !== null && cpuPeakShare >= cpuShare && cpuPeakShare <= 1, `${cpuPeakShare}`);
    assert.ok(maxRssBytes !== null && maxRssBytes > 20e6 && maxRssBytes < 4e9, `${maxRssBytes}`);
    const pauses = points.filter(({ metric }) => metric === "obcms_scheduling_lag");
    assert.equal(lag.samples, pauses.length);
    assert.ok(lag.samples > 65, `${lag.samples}`);
    assert.ok(pauses.every(({ data }) => data.value >= 0 && data.tags.name === undefined));
  });

  await t.test("each sample carries the run's tags, and they are the plan's", () => {
    assert.deepEqual(result.run.tags, { environment: "stand-in", build: "77", testid: result.run.id });
    for (const { data } of points)
      for (const [tag, value] of Object.entries(result.run.tags)) assert.equal(data.tags[tag], value);
  });

  await t.test("every threshold has a role, and nobody added one", () => {
    assert.deepEqual(
      result.thresholds.filter(({ role }) => role === "extra"),
      [],
    );
  });

  await t.test("made again from the raw files, the result is the same", async () => {
    rmSync(join(folder, runFiles.result));
    const { exitCode } = await tool(["report", result.run.id, "--out", out]).ended;
    assert.equal(exitCode, 0);
    const again = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
    for (const part of ["totals", "outcomes", "budgets", "thresholds", "scenarios", "checks"] as const)
      assert.deepEqual(again[part], result[part], part);
    assert.match(again.defects.join(), /how k6 ended is not known/);
  });
});
