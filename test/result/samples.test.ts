import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { quantile, sorted } from "../../src/result/quantile.ts";
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
  const tally = new Tally(START);
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
