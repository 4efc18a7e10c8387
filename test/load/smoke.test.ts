import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { doctorRecord, probesRecord, runFiles } from "../../src/result/run-files.ts";
import { demoPassword } from "../../stand-in/defaults.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

test("a bare run smokes the embedded target to PASS, whatever the environment holds", async (t) => {
  const out = scratchFolder(t);
  const hostile = {
    ...process.env,
    K6_BASE_URL: "http://obcms.example",
    K6_VUS: "1",
    K6_ITERATIONS: "1",
    K6_NO_THRESHOLDS: "true",
    OBCMS_PROFILE: "soak",
    HTTP_PROXY: "http://127.0.0.1:9",
    http_proxy: "http://127.0.0.1:9",
  };
  const { exitCode, stdout, stderr } = await tool(
    ["run", "--out", out, "--think-time", "0.1", "--doctor", "stop"],
    hostile,
  ).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  assert.match(stdout, /PASS/);
  assert.match(stderr, /K6_BASE_URL, .*ignored/);
  const folder = onlyRun(out);

  await t.test("the folder holds every file, and none half-written", () => {
    assert.deepEqual(
      readdirSync(folder).sort(),
      [...Object.values(runFiles), doctorRecord, probesRecord].sort(),
    );
  });

  const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
  await t.test("totals equal k6's own summary exactly", () => {
    const { metrics } = JSON.parse(readFileSync(join(folder, runFiles.summary), "utf8")) as {
      metrics: Record<string, Record<string, number>>;
    };
    // The tool was asked for the target's data twice, which is no load.
    assert.equal(metrics["http_reqs{role:control}"]?.count, 2);
    // setup() asked the probe once.
    assert.equal(metrics["http_reqs{role:probe}"]?.count, 1);
    assert.deepEqual(result.totals, {
      httpReqs: Number(metrics.http_reqs?.count) - 3,
      httpReqsFailed: metrics.http_req_failed?.passes,
      iterations: metrics.iterations?.count,
      checksPassed: metrics.checks?.passes,
      checksFailed: metrics.checks?.fails,
      droppedIterations: 0,
      dataReceivedBytes: metrics.data_received?.count,
      dataSentBytes: metrics.data_sent?.count,
    });
    assert.ok(result.totals.httpReqs > 300);
    assert.deepEqual(result.defects, []);
  });

  await t.test("the tables add up: endpoints, outcomes, seconds, statuses", () => {
    const requests = result.endpoints.reduce((sum, row) => sum + row.requests, 0);
    const sumOf = (counts: Readonly<Record<string, number>>): number =>
      Object.values(counts).reduce((sum, n) => sum + n, 0);
    assert.equal(requests, sumOf(result.outcomes));
    assert.equal(
      requests,
      result.series.reduce((sum, second) => sum + second.requests, 0),
    );
    for (const row of result.endpoints) assert.equal(sumOf(row.outcomes), row.requests, row.name);
    assert.ok(requests < result.totals.httpReqs, "setup's requests are in the totals only");
  });

  await t.test("endpoint percentiles equal k6's, where k6 states them", () => {
    const budget = result.budgets.find(({ id }) => id === "api_crud_trends_p95");
    const row = result.endpoints.find(({ name }) => name === "trends");
    assert.ok(budget?.measured && row?.duration.p95);
    assert.ok(
      Math.abs(budget.measured - row.duration.p95) < 1e-9,
      `${budget.measured} and ${row.duration.p95}`,
    );
  });

  await t.test("no minimum was lowered to pass, and every gate was judged", () => {
    for (const { id, severity, samples, minSamples } of result.budgets) {
      if (severity === "gate") assert.ok(samples >= minSamples, id);
    }
  });

  await t.test("no file of the run holds a password or a token", () => {
    for (const name of Object.values(runFiles)) {
      const bytes = readFileSync(join(folder, name));
      const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
      assert.ok(!text.includes(demoPassword), `${name} holds the password`);
      assert.ok(!/eyJ[\w-]{10,}\.eyJ/.test(text), `${name} holds a token`);
    }
  });

  await t.test("what was not tested is said", () => {
    assert.ok(result.notTested.some(({ what }) => what.includes("HTMX")));
  });
});
