import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { cpuShares } from "../../src/result/k6-process-record.ts";
import { quantile, sorted } from "../../src/result/quantile.ts";
import { RunClock } from "../../src/result/run-clock.ts";
import { readSamples, type Sample } from "../../src/result/sample-reader.ts";
import { Tally } from "../../src/result/tally.ts";

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-samples-"));
after(() => rmSync(folder, { recursive: true }));

const START = Date.parse("2026-11-23T10:00:00Z");
const load = {
  card: "api_crud",
  name: "trends",
  scenario: "api_crud",
  expected_response: "true",
  status: "200",
};

function line(metric: string, value: number, tags: Record<string, string> = load, offsetMs = 0): string {
  const time = new Date(START + offsetMs).toISOString();
  return JSON.stringify({ metric, type: "Point", data: { time, value, tags } });
}

async function read(
  content: Buffer | string,
  name = "samples.json",
): Promise<{ samples: Sample[]; defect: string | undefined }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const samples: Sample[] = [];
  const defect = await readSamples(path, (sample) => samples.push(sample));
  return { samples, defect };
}

test("plain and gzip give the same samples; headers and unused metrics are passed over", async () => {
  const text = `${[
    '{"type":"Metric","data":{"name":"http_reqs"},"metric":"http_reqs"}',
    line("http_reqs", 1),
    line("http_req_blocked", 0.2),
    line("http_req_duration", 12.5, { ...load, hostile: 'a "quoted"\nname ö 🙂' }),
  ].join("\n")}\n`;
  const plain = await read(text);
  assert.deepEqual(plain, await read(gzipSync(text), "samples.json.gz"));
  assert.deepEqual(
    plain.samples.map(({ metric, value }) => [metric, value]),
    [
      ["http_reqs", 1],
      ["http_req_duration", 12.5],
    ],
  );
  assert.equal(plain.samples[1]?.tags.hostile, 'a "quoted"\nname ö 🙂');
  assert.equal(plain.defect, undefined);
});

test("a gzip that was cut off is read as far as it goes, and said to be cut", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    line("http_reqs", 1, { ...load, salt: String(Math.sin(index)) }),
  );
  const whole = gzipSync(lines.join("\n"));
  const { samples, defect } = await read(whole.subarray(0, whole.length / 2), "cut.json.gz");
  assert.ok(samples.length > 1_000 && samples.length < 20_000, `${samples.length}`);
  assert.match(defect ?? "", /the samples end early/);
});

test("a line that was cut off is counted as unreadable", async () => {
  const { samples, defect } = await read(`${line("http_reqs", 1)}\n${line("http_reqs", 1).slice(0, 40)}`);
  assert.equal(samples.length, 1);
  assert.equal(defect, "1 lines of the samples cannot be read");
});

test("an empty file has no samples and no defect; a missing one is an error", async () => {
  assert.deepEqual(await read(""), { samples: [], defect: undefined });
  assert.match((await readSamples(join(folder, "absent"), () => {})) ?? "", /ENOENT/);
});

const quantiles = [
  { values: [], share: 0.95, is: null },
  { values: [7], share: 0.95, is: 7 },
  { values: [1, 2, 3, 4], share: 0.5, is: 2.5 },
  { values: [4, 1, 3, 2], share: 1, is: 4 },
  { values: [10, 20], share: 0.95, is: 19.5 },
] as const;
for (const { values, share, is } of quantiles) {
  test(`quantile ${share} of [${values}] is ${is}, as k6 interpolates`, () => {
    assert.equal(quantile(sorted(values), share), is);
  });
}

async function tallied(...lines: string[]): Promise<Tally> {
  const tally = new Tally(new RunClock(START, 60_000));
  for (const sample of (await read(lines.join("\n"))).samples) tally.add(sample);
  return tally;
}

test("setup's requests count in the totals, as in k6, and nowhere else", async () => {
  const { card: _, scenario: __, ...setup } = load;
  const tally = await tallied(
    line("http_reqs", 1, setup),
    line("http_req_duration", 900, setup),
    line("http_reqs", 1),
    line("http_req_duration", 5),
  );
  assert.equal(tally.totals.httpReqs, 2);
  assert.deepEqual(
    tally.endpoints().map(({ name, requests, duration }) => [name, requests, duration.max]),
    [["trends", 1, 5]],
  );
});

test("latency counts expected answers only; failures stay in the counts", async () => {
  const failed = { ...load, expected_response: "false", status: "500" };
  const tally = await tallied(
    line("http_reqs", 1),
    line("http_req_duration", 40),
    line("http_reqs", 1, failed),
    line("http_req_duration", 1, failed),
    line("http_req_failed", 1, failed),
    line("obcms_answers", 1, { ...failed, outcome: "unexpected" }),
  );
  const [row] = tally.endpoints();
  assert.equal(row?.duration.p50, 40);
  assert.deepEqual(row?.statuses, { "200": 1, "500": 1 });
  assert.equal(row?.outcomes.unexpected, 1);
  assert.equal(tally.totals.httpReqsFailed, 1);
});

test("one row a second, quiet seconds included; a sample from before the start counts in the first", async () => {
  const tally = await tallied(
    line("http_reqs", 1, load, -500),
    line("http_reqs", 1, load, 2_400),
    line("vus", 3, {}, 2_900),
  );
  assert.deepEqual(
    tally.series().map(({ t, requests, vus }) => [t, requests, vus]),
    [
      [0, 1, null],
      [1, 0, null],
      [2, 1, 3],
    ],
  );
});

test("each endpoint has a row for each second with a sample, percentiles of expected answers only", async () => {
  const failed = { ...load, expected_response: "false", status: "500" };
  const tally = await tallied(
    ...[10, 20, 30].flatMap((value) => [line("http_reqs", 1), line("http_req_duration", value)]),
    line("http_reqs", 1, failed, 4_100),
    line("http_req_failed", 1, failed, 4_100),
    line("http_req_duration", 9_000, failed, 4_100),
    line("http_reqs", 1, { ...load, name: "work_item_modal" }, 4_900),
    line("http_req_duration", 70, { ...load, name: "work_item_modal" }, 4_900),
  );
  const [trends, modal] = tally.endpoints();
  assert.deepEqual(trends?.series, [
    { t: 0, requests: 3, failed: 0, p50: 20, p90: 28, p95: 29, p99: 29.8 },
    { t: 4, requests: 1, failed: 1, p50: null, p90: null, p95: null, p99: null },
  ]);
  assert.deepEqual(modal?.series, [{ t: 4, requests: 1, failed: 0, p50: 70, p90: 70, p95: 70, p99: 70 }]);
  assert.deepEqual(tally.series()[4], {
    t: 4,
    requests: 2,
    failed: 1,
    vus: null,
    p50: 70,
    p90: 70,
    p95: 70,
    p99: 70,
  });
});

test("each second has the means of the target's own time and of what lies outside, over all endpoints that told", async () => {
  const other = { ...load, name: "work_item_modal" };
  const { card: _, ...setUp } = load;
  const tally = await tallied(
    line("http_reqs", 1),
    line("obcms_server_ms", 100),
    line("obcms_outside_ms", 5),
    line("http_reqs", 1, other, 600),
    line("obcms_server_ms", 40, other, 600),
    line("obcms_outside_ms", -1, other, 600),
    line("obcms_server_ms", 9_000, setUp, 600),
    line("obcms_outside_ms", 9_000, setUp, 600),
    line("http_reqs", 1, load, 1_500),
    line("http_reqs", 1, load, 2_500),
    line("obcms_server_ms", 30, load, 2_500),
    line("obcms_outside_ms", 70, load, 2_500),
  );
  assert.deepEqual(
    tally.series().map(({ t, server, outside }) => ({ t, server, outside })),
    [
      { t: 0, server: 70, outside: 2 },
      { t: 1, server: undefined, outside: undefined },
      { t: 2, server: 30, outside: 70 },
    ],
  );
  assert.ok(!("server" in (tally.series()[1] ?? {})), "absent, not null: an older result has none either");
});

test("a budget's durations are those of its card, kind and endpoint", async () => {
  const write = { ...load, access: "write", name: "jwt_refresh" };
  const tally = await tallied(
    line("http_req_duration", 3, { ...load, access: "read" }),
    line("http_req_duration", 1, write),
    line("http_req_duration", 2, { ...write, card: "auth_sessions" }),
  );
  const chosen = (where: Parameters<Tally["durations"]>[0]): number[] => [...tally.durations(where)];
  assert.deepEqual(chosen({}), [1, 2, 3]);
  assert.deepEqual(chosen({ card: "api_crud" }), [1, 3]);
  assert.deepEqual(chosen({ card: "api_crud", access: "write" }), [1]);
  assert.deepEqual(chosen({ name: "jwt_refresh" }), [1, 2]);
});

test("scheduling lag is summed up in percentiles, and is nothing where nobody paused", async () => {
  const none = { samples: 0, p50: null, p95: null, p99: null, max: null };
  assert.deepEqual((await tallied()).lag(), none);
  const lags = [0, 1, 2, 3, 100].map((value) => line("obcms_scheduling_lag", value));
  const { samples, p50, max } = (await tallied(...lags)).lag();
  assert.deepEqual([samples, p50, max], [5, 2, 100]);
});

const clocks = [
  { title: "time that goes on", times: [0, 1_000, 900, 2_000, 3_000], defect: undefined, seconds: 4 },
  { title: "a sample that is written late", times: [0, 4_900, 100, 5_000], defect: undefined, seconds: 6 },
  {
    title: "a jump of an hour forwards",
    times: [0, 1_000, 3_602_000, 3_603_000],
    defect: /the clock was changed during the run: 2 samples are stamped outside the run$/,
    seconds: 61,
  },
  {
    title: "a jump of an hour back",
    times: [0, 1_000, -3_598_000],
    defect: /1 samples are stamped outside the run, the time goes back by 3599 s$/,
    seconds: 2,
  },
  {
    title: "jumps back and forth within the run",
    times: [0, 30_000, 2_000, 31_000, 3_000],
    defect: /: the time goes back by 28 s$/,
    seconds: 32,
  },
  { title: "a century ahead", times: [0, 3.2e12], defect: /outside the run$/, seconds: 61 },
] as const;
for (const { title, times, defect, seconds } of clocks) {
  test(`${title} loses no sample, makes no endless series, and is ${defect ? "told" : "nothing to tell"}`, () => {
    const clock = new RunClock(START, 60_000);
    const tally = new Tally(clock);
    for (const time of times) tally.add({ metric: "http_reqs", timeMs: START + time, value: 1, tags: load });
    const series = tally.series();
    assert.equal(series.length, seconds);
    assert.equal(
      series.reduce((sum, { requests }) => sum + requests, 0),
      times.length,
    );
    if (defect === undefined) assert.equal(clock.defect(), undefined);
    else assert.match(clock.defect() ?? "", defect);
  });
}

const record = {
  startedAtMs: START,
  samples: [
    { seconds: 1, cpuSeconds: 2 },
    { seconds: 2, cpuSeconds: 2.5 },
    { seconds: 3, cpuSeconds: 4.1 },
    { seconds: 4, cpuSeconds: 4.2 },
    { seconds: 5, cpuSeconds: 6.2 },
  ],
  maxRssBytes: 1,
};
const shares = [
  { title: "all of it", from: 1_000, to: 5_000, cpuShare: 0.525, cpuPeakShare: 1 },
  { title: "without k6's start and its summary", from: 1_500, to: 4_500, cpuShare: 0.425, cpuPeakShare: 0.8 },
  { title: "too short to tell", from: 1_500, to: 2_500, cpuShare: null, cpuPeakShare: null },
] as const;
for (const { title, from, to, cpuShare, cpuPeakShare } of shares) {
  test(`CPU share of two CPUs: ${title}`, () => {
    const seen = cpuShares(record, 2, { fromMs: START + from, toMs: START + to });
    const round = (value: number | null): number | null => value && Number(value.toFixed(9));
    assert.deepEqual([round(seen.cpuShare), round(seen.cpuPeakShare)], [cpuShare, cpuPeakShare]);
  });
}

test("without load, or where the system does not tell, there is no CPU share", () => {
  const nothing = { cpuShare: null, cpuPeakShare: null };
  assert.deepEqual(cpuShares(record, 2, undefined), nothing);
  const all = { fromMs: START, toMs: START + 9_000 };
  assert.deepEqual(cpuShares({ ...record, samples: [] }, 2, all), nothing);
});
