// "Network + queueing" is what waited: the remainder that the suite computes for a burst on one worker, against what a real
// gunicorn wrote down of the same requests. k6 and the server share this machine and its clock.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { djangoFolder, serveWithGunicorn, withoutDjango } from "../django.ts";
import { scratchFolder, start } from "./process.ts";
import { samplesOf } from "./samples.ts";

const skip = await withoutDjango();
const SECRET = "open sesame";
const PAGE = "/ready/";
/** Of the wait. */
const TOLERANCE = 0.1;

const ATTEMPTS = 3;

type Burst = { readonly vus: number; readonly iterations: number };
type Means = {
  readonly requests: number;
  /** By k6, milliseconds. */
  readonly outside: number;
  readonly duration: number;
  readonly database: number;
  readonly negative: number;
  /** By the server: from taking the request until the application began it. */
  readonly accepted: number;
  /** From k6's first byte, by k6's clock, until the application began. */
  readonly sent: number;
};

/** `worker`: a class of queueing.py. The page takes 40 to 80 ms. */
async function burstOnce(
  t: TestContext,
  worker: "Threaded" | "Sync",
  { vus, iterations }: Burst,
): Promise<Means> {
  const folder = scratchFolder(t);
  const log = join(folder, "queueing.log");
  const databaseUrl = `sqlite://${join(folder, "db.sqlite")}`;
  const variables = {
    PYTHONPATH: `${join(projectFolder, "integrations/django")}:${djangoFolder}`,
    DJANGO_SETTINGS_MODULE: "obcms_perf.settings",
    OBCMS_PERF_SETTINGS: "waiting_settings",
    OBCMS_PERF_PROBE_SECRET: SECRET,
    QUEUEING_LOG: log,
  };
  const flags = [
    "--workers",
    "1",
    "--threads",
    "1",
    "--worker-class",
    `queueing.${worker}`,
    "--keep-alive",
    "30",
  ];
  const server = await serveWithGunicorn(databaseUrl, flags, variables);
  try {
    const samples = join(folder, "samples.json.gz");
    const env = {
      ...k6Environment(process.env),
      K6_BASE_URL: server.origin,
      OBCMS_PROBE_SECRET: SECRET,
      BURST_VUS: `${vus}`,
      BURST_ITERATIONS: `${iterations}`,
    };
    const args = ["run", "--quiet", "--no-usage-report", "--out", `json=${samples}`, "test/suite/burst.ts"];
    const { exitCode, stdout, stderr } = await start(process.env.K6_BIN ?? "k6", args, env).ended;
    assert.equal(exitCode, 0, stdout + stderr);
    const all = await samplesOf(samples);
    const of = (metric: string) =>
      all.filter((sample) => sample.metric === metric && sample.tags.name === "readiness");
    const values = (metric: string) => of(metric).map(({ value }) => value);
    const logged = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { path: string; accepted: number; began: number; began_at: number })
      .filter(({ path }) => path === PAGE);
    const outside = values("obcms_outside_ms");
    assert.deepEqual([outside.length, logged.length], [vus * iterations, vus * iterations]);
    // k6 stamps a request when it has ended.
    const sentAt = of("http_req_duration").map(({ timeMs, value }) => timeMs - value);
    const means = {
      requests: outside.length,
      outside: mean(outside),
      duration: mean(values("http_req_duration")),
      database: mean(values("obcms_db_ms")),
      negative: outside.filter((ms) => ms < 0).length,
      accepted: mean(logged.map(({ accepted, began }) => (began - accepted) * 1000)),
      sent: mean(logged.map(({ began_at }) => began_at * 1000)) - mean(sentAt),
    };
    t.diagnostic(JSON.stringify(means));
    return means;
  } finally {
    await server.stop();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isClose(measured: number, truth: number): boolean {
  return Math.abs(measured - truth) <= TOLERANCE * truth;
}

/** `truth`: what the server says that they waited; the two clocks say the same of it. */
function assertTold(means: Means, truth: number): void {
  const said = JSON.stringify(means);
  assert.ok(isClose(means.outside, truth), said);
  assert.ok(isClose(means.outside, means.sent), said);
  assert.equal(means.negative, 0, said);
}

/** What else one could take for it has to be further away than the tolerance, or nothing is proven. */
function assertNothingElse({ duration, database }: Means, truth: number): void {
  assert.ok(!isClose(duration - database, truth), "less the database's time alone");
  assert.ok(!isClose(duration, truth), "less nothing");
}

/** Where others keep the processors busy, a worker takes requests late; wrong sums are wrong each time. */
async function burst(t: TestContext, worker: "Threaded" | "Sync", size: Burst): Promise<Means> {
  for (let attempt = 1; ; attempt += 1) {
    const means = await burstOnce(t, worker, size);
    if (attempt === ATTEMPTS || worker === "Sync" || isClose(means.outside, means.accepted)) return means;
  }
}

test("twenty at once on one thread: the remainder is how long they waited for it", { skip }, async (t) => {
  const means = await burst(t, "Threaded", { vus: 20, iterations: 1 });
  assertTold(means, means.accepted);
});

test("the same for those who ask again and again", { skip }, async (t) => {
  const means = await burst(t, "Threaded", { vus: 6, iterations: 6 });
  assertTold(means, means.accepted);
  assertNothingElse(means, means.accepted);
});

test("what waits in the kernel until a worker accepts it is in the remainder, too", { skip }, async (t) => {
  const means = await burst(t, "Sync", { vus: 8, iterations: 1 });
  assertTold(means, means.sent);
  assertNothingElse(means, means.sent);
  assert.ok(means.accepted < 0.1 * means.sent, "nobody but the kernel kept them");
});
