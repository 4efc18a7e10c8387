// Profile mixed: two executors in one run, each counted by itself, both judged by their card's budgets.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import type { Sample } from "../../src/result/sample-reader.ts";
import { lightEnvironment, onlyRun, scratchFolder, standInFor, tool } from "./process.ts";
import { samplesOf } from "./samples.ts";

test("readers and writers are counted by scenario and judged by card", async (t) => {
  const out = scratchFolder(t);
  const load = ["--profile", "mixed", "--duration", "8s", "--vus", "2", "--rate", "10"];
  const env = lightEnvironment(t, await standInFor(t));
  const places = ["--env", env, "--out", out];
  const { exitCode, stdout, stderr } = await tool(["run", ...places, "--think-time", "0", ...load]).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  const result = resultOf(out);
  const samples = await samplesOf(onlyRun(out));
  for (const { name, started, completed } of result.scenarios) {
    assert.equal(started, sum(samples, "obcms_iterations_started", name), name);
    assert.equal(completed, sum(samples, "obcms_iterations_completed", name), name);
    assert.ok(completed >= 59, `${name}: ${completed}`);
  }
  const called = (name: string): Set<string | undefined> =>
    new Set(
      samples
        .filter(({ metric, tags }) => metric === "http_reqs" && tags.scenario === name)
        .map(({ tags }) => tags.name),
    );
  assert.ok(called("api_crud_readers").has("api_coverage_list"));
  assert.ok(!called("api_crud_readers").has("api_coverage_update"));
  assert.ok(called("api_crud_writers").has("api_coverage_update"));
  assert.ok(!called("api_crud_writers").has("api_coverage_list"));
  const failed = result.budgets.find(({ id }) => id === "api_crud_failed");
  const requests = result.scenarios.map(({ name }) => sum(samples, "http_reqs", name));
  assert.equal(
    failed?.samples,
    requests.reduce((a, b) => a + b, 0),
    "the card's budget has the requests of both",
  );
});

test("what is dropped is dropped by the writers alone, and makes the run INVALID", async (t) => {
  const out = scratchFolder(t);
  const load = ["--profile", "mixed", "--duration", "13s", "--vus", "2", "--rate", "2"];
  const slow = ["--fault", "delay=3000@write"];
  const { exitCode, stdout } = await tool(["run", "--out", out, "--think-time", "0", ...load, ...slow]).ended;
  assert.equal(exitCode, exitCodes.invalid.code, stdout);
  assert.match(stdout, /api_crud_writers: \d+ of \d+ planned iterations were never started/);
  assert.doesNotMatch(stdout, /api_crud_readers: \d+ of/);
  const dropped = Object.fromEntries(resultOf(out).scenarios.map((row) => [row.name, row.dropped]));
  assert.equal(dropped.api_crud_readers, 0);
  assert.ok((dropped.api_crud_writers ?? 0) > 0);
});

function resultOf(out: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
}

function sum(samples: readonly Sample[], metric: string, scenario: string): number {
  return samples
    .filter((sample) => sample.metric === metric && sample.tags.scenario === scenario)
    .reduce((total, { value }) => total + value, 0);
}
