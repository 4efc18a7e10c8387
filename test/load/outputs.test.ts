// Runs that are written to a real Prometheus and a real InfluxDB, too: what they hold equals what k6 sent, and a store that
// refuses or dies is said to lack it. The receiver of OpenTelemetry is a mock of ours.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { exitCodes } from "../../src/exit-codes.ts";
import { parseK6Summary } from "../../src/result/k6-summary.ts";
import { quantile, sorted } from "../../src/result/quantile.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { startInfluxdb, withoutInfluxdb } from "../influxdb.ts";
import { startOtlpReceiver } from "../otlp-receiver.ts";
import { startPrometheus, withoutPrometheus } from "../prometheus.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";
import { samplesOf } from "./samples.ts";

const smoke = (out: string, ...more: string[]): string[] => [
  "run",
  "--out",
  out,
  "--think-time",
  "0",
  ...more,
];
const resultIn = (folder: string): Result =>
  resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
const skip = withoutPrometheus() || withoutInfluxdb();

test("three stores at once hold exactly what k6 sent, on every series whose run it was", {
  skip,
}, async (t) => {
  const admin = { name: "perf", password: "store-password-1" };
  const [prometheus, influxdb, otlp] = await Promise.all([
    startPrometheus(),
    startInfluxdb({ admin }),
    startOtlpReceiver(),
  ]);
  t.after(() => Promise.all([prometheus.stop(), influxdb.stop(), otlp.close()]));
  const out = scratchFolder(t);
  const { exitCode, stdout, stderr } = await tool(
    smoke(
      out,
      ...["--prometheus", prometheus.writeUrl, "--otel", otlp.url, "--require-outputs", "--build", "77"],
      ...["--influxdb", `${influxdb.url.replace("://", `://${admin.name}:${admin.password}@`)}/k6`],
    ),
  ).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  const folder = onlyRun(out);
  const result = resultIn(folder);
  const sent = parseK6Summary(readFileSync(join(folder, runFiles.summary), "utf8")).samples("http_reqs") ?? 0;
  assert.ok(sent > 300);
  const testid = `testid="${result.run.id}"`;

  await t.test("the run says so", () => {
    assert.deepEqual(
      result.outputs?.map(({ store, state, told, stored }) => [store, state, told, stored]),
      [
        ["prometheus", "complete", sent, sent],
        ["influxdb", "complete", sent, sent],
        ["otel", "unknown", sent, null],
      ],
    );
    assert.match(stdout, /written to Prometheus \S+ ✓ complete, [\d,]+ of [\d,]+ requests/);
    assert.match(stdout, /written to OpenTelemetry \S+ \? not known/);
    assert.doesNotMatch(stdout, /note: (Prometheus|InfluxDB|OpenTelemetry)/);
  });

  const samples = await samplesOf(folder);
  const counters = ["http_reqs", "iterations", "obcms_answers", "obcms_iterations_started"];
  const totalOf = (metric: string): number =>
    samples.filter((sample) => sample.metric === metric).reduce((sum, { value }) => sum + value, 0);

  await t.test("each counter has the total of k6's samples in all three", async () => {
    for (const counter of counters) {
      const total = totalOf(counter);
      assert.ok(total > 0, counter);
      const [vector] = await prometheus.query(`sum(last_over_time(k6_${counter}_total{${testid}}[10m]))`);
      const [series] = await influxdb.query(
        "k6",
        `SELECT sum(value) FROM ${counter} WHERE testid='${result.run.id}'`,
      );
      const exported = otlp.sums(`k6_${counter}`).reduce((sum, { value }) => sum + value, 0);
      assert.deepEqual([vector?.value, series?.rows[0]?.sum, exported], [total, total, total], counter);
    }
  });

  await t.test("requests of every role are there, each as often as it was sent", async () => {
    const roles = await prometheus.query(
      `sum by (role) (last_over_time(k6_http_reqs_total{${testid}}[10m]))`,
    );
    const byRole = Object.fromEntries(roles.map(({ metric, value }) => [metric.role ?? "load", value]));
    assert.equal(byRole.control, 2);
    assert.equal(byRole.load, result.totals.httpReqs);
  });

  await t.test(
    "testid, build and environment are on each series, those of setup and teardown among them",
    async () => {
      const tags = { testid: result.run.id, build: "77", environment: "stand-in" };
      const series = await prometheus.series('{__name__=~".+"}');
      const points = [...otlp.sums("k6_http_reqs")].map(({ labels }) => labels);
      const influx = (await influxdb.query("k6", "SHOW SERIES")).flatMap(({ rows }) =>
        rows.map(({ key }) =>
          Object.fromEntries(
            String(key)
              .split(/(?<!\\),/)
              .slice(1)
              .map((pair) => pair.split(/(?<!\\)=/)),
          ),
        ),
      );
      for (const all of [series, points, influx]) {
        assert.ok(all.length > 50, `${all.length}`);
        for (const labels of all)
          for (const [tag, value] of Object.entries(tags))
            assert.equal(labels[tag], value, JSON.stringify(labels));
        assert.ok(all.some(({ group }) => /setup$/.test(group ?? "")));
      }
    },
  );

  await t.test(
    "durations are native histograms: every sample is in them, and their p(95) is k6's within a bucket",
    async () => {
      const durations = samples.filter(({ metric }) => metric === "http_req_duration");
      const exact = quantile(sorted(durations.map(({ value }) => value)), 0.95) ?? 0;
      // Prometheus 2.42 tells nothing of them afterwards: the stale marker stands in the same series.
      const end = new Date(Math.max(...samples.map(({ timeMs }) => timeMs)) + 1);
      const all = `sum(k6_http_req_duration_seconds{${testid}})`;
      const [count] = await prometheus.query(`histogram_count(${all})`, end);
      assert.equal(count?.value, durations.length);
      const [p95] = await prometheus.query(`histogram_quantile(0.95, ${all})`, end);
      const milliseconds = 1000 * (p95?.value ?? 0);
      assert.ok(Math.abs(milliseconds / exact - 1) <= 0.1, `${milliseconds} against ${exact} ms`);
    },
  );

  await t.test("a finished run has no virtual users any more, and its totals are still there", async () => {
    assert.deepEqual(await prometheus.query(`k6_http_reqs_total{${testid}}`), []);
  });

  await t.test("the password of a store stands in no file of the run", () => {
    for (const name of readdirSync(folder))
      assert.ok(!readFileSync(join(folder, name)).includes(admin.password), name);
    assert.ok(!(stdout + stderr).includes(admin.password));
    assert.match(result.run.command, /--influxdb http:\/\/\*\*\*@127/);
  });
});

test("a store that refuses everything: the run passes and says so, and with --require-outputs by its exit code", {
  skip,
}, async (t) => {
  const prometheus = await startPrometheus({ remoteWrite: false });
  t.after(() => prometheus.stop());
  const out = scratchFolder(t);
  const flags = ["--prometheus", prometheus.writeUrl, "--require-outputs"];
  const { exitCode, stdout } = await tool(smoke(out, ...flags)).ended;
  assert.equal(exitCode, exitCodes.outputs.code, stdout);
  assert.match(stdout, /✓ PASS/);
  assert.match(stdout, /note: Prometheus at \S+ refused\s+the\s+run/);
  const { outputs: [output] = [], run, defects } = resultIn(onlyRun(out));
  assert.deepEqual([run.k6ExitCode, defects], [0, []]);
  assert.deepEqual([output?.state, output?.stored], ["refused", 0]);
  assert.match(output?.why ?? "", /0 of \d+ requests .*writes? failed.*404/);
});

test("a store that dies in the middle: the run goes on and says so, and the other store holds all of it", {
  skip,
}, async (t) => {
  const [prometheus, influxdb] = await Promise.all([startPrometheus(), startInfluxdb()]);
  t.after(() => Promise.all([prometheus.stop(), influxdb.stop()]));
  const out = scratchFolder(t);
  const run = tool(smoke(out, "--prometheus", prometheus.writeUrl, "--influxdb", `${influxdb.url}/k6`));
  let held = 0;
  for (const latest = Date.now() + 60_000; held === 0 && Date.now() < latest; await sleep(100))
    held = Number(
      (await influxdb.query("k6", "SELECT sum(value) FROM http_reqs").catch(() => []))[0]?.rows[0]?.sum ?? 0,
    );
  assert.ok(held > 0, "it never held anything");
  await influxdb.kill();
  const { exitCode, stdout } = await run.ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout);
  const { outputs = [], defects } = resultIn(onlyRun(out));
  assert.deepEqual(defects, []);
  assert.deepEqual(
    outputs.map(({ store, state }) => [store, state]),
    [
      ["prometheus", "complete"],
      ["influxdb", "incomplete"],
    ],
  );
  assert.ok(held < Number(outputs[0]?.told));
  assert.match(outputs[1]?.why ?? "", /\d+ writes? failed.*what it holds is not known: it does not answer/);
  assert.match(stdout, /note: InfluxDB at \S+ does not hold the\s+whole\s+run/);
});
