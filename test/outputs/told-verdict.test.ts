// The verdict in a real Prometheus and a real InfluxDB, and what is said of a store that does not take it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PbfReader } from "pbf";
import { uncompress } from "snappyjs";
import { lineProtocol } from "../../src/outputs/line-protocol.ts";
import { openOutputs } from "../../src/outputs/open.ts";
import { writeRequest } from "../../src/outputs/remote-write.ts";
import { type ToldFigure, toldVerdict } from "../../src/outputs/told-verdict.ts";
import { judge } from "../../src/verdict/judge.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { READ, resultWith, WRITE } from "../gate/inputs.ts";
import { type Influxdb, startInfluxdb, withoutInfluxdb } from "../influxdb.ts";
import { type Prometheus, startPrometheus, withoutPrometheus } from "../prometheus.ts";
import { freePort } from "../service.ts";

const result = resultWith({ [READ]: 612.4, [WRITE]: 90 }, 'run "one", = x');
const verdict = judge(result);
const figures = toldVerdict(result, verdict);
const { signal } = new AbortController();

const valuesOf = (values: Partial<Record<string, string>>): SettingValues =>
  ({ "outputs.required": false, "outputs.nativeHistograms": true, ...values }) as SettingValues;

test("the state, and each gate's limit and figure; what was not measured has none", () => {
  assert.equal(verdict.state, "FAIL");
  const gates = verdict.budgets.filter(({ severity }) => severity === "gate");
  const of = (name: ToldFigure["name"]): ToldFigure[] => figures.filter((figure) => figure.name === name);
  assert.deepEqual(
    of("obcms_verdict").map(({ labels, value }) => [labels.verdict, labels.testid, value]),
    [["FAIL", result.run.id, 1]],
  );
  assert.equal(of("obcms_budget_limit").length, gates.length);
  assert.deepEqual(
    of("obcms_budget_broken").flatMap(({ labels, value }) => (value === 1 ? [labels.budget] : [])),
    [READ],
  );
  const unmeasured = { ...verdict, budgets: verdict.budgets.map((row) => ({ ...row, measured: null })) };
  assert.ok(!toldVerdict(result, unmeasured).some(({ name }) => name === "obcms_budget_measured"));
});

describe("real stores", { skip: withoutPrometheus() || withoutInfluxdb() }, () => {
  let prometheus: Prometheus;
  let influxdb: Influxdb;
  const at = new Date();
  before(async () => {
    [prometheus, influxdb] = await Promise.all([startPrometheus(), startInfluxdb()]);
    await influxdb.query("k6", "CREATE DATABASE k6");
    const outputs = openOutputs(
      valuesOf({ "outputs.prometheus": prometheus.writeUrl, "outputs.influxdb": `${influxdb.url}/k6` }),
    );
    assert.deepEqual(await outputs.tell(figures, at, signal), []);
  });
  after(() => Promise.all([prometheus?.stop(), influxdb?.stop()]));

  for (const { name, labels, value } of [
    figures[0],
    ...figures.filter(({ labels }) => labels.budget === READ),
  ].filter((figure) => figure !== undefined))
    test(`Prometheus and InfluxDB hold ${name} of ${labels.budget ?? "the run"} with all its labels`, async () => {
      const matchers = Object.entries(labels).map(([label, text]) => `${label}=${JSON.stringify(text)}`);
      const found = await prometheus.query(`${name}{${matchers.join(",")}}`, at);
      assert.deepEqual(found, [{ metric: { __name__: name, ...labels }, value }]);
      const series = await influxdb.query("k6", `SELECT value FROM ${name} GROUP BY *`);
      const mine = series.find(({ tags }) =>
        Object.entries(labels).every(([tag, text]) => tags[tag] === text),
      );
      assert.deepEqual(
        mine?.rows.map((row) => Number(row.value)),
        [value],
      );
    });
});

test("a store that is not there, or refuses, is told of in a sentence without its password", async () => {
  const port = await freePort();
  const outputs = openOutputs(
    valuesOf({
      "outputs.prometheus": `http://me:open-sesame@127.0.0.1:${port}/api/v1/write`,
      "outputs.influxdb": `http://127.0.0.1:${port}/k6`,
      "outputs.otel": `http://127.0.0.1:${port}`,
    }),
  );
  const said = await outputs.tell(figures, new Date(), signal);
  assert.deepEqual(
    said.map((sentence) => /^(\w+) at .* was not told the verdict: it does not answer/.exec(sentence)?.[1]),
    ["Prometheus", "InfluxDB"],
  );
  assert.ok(!said.join().includes("open-sesame"));
});

test("a line break, a comma, an equals sign and a backslash at its end do not break a line", () => {
  const lines = lineProtocol(
    [{ name: "obcms_verdict", labels: { a: "x,y=z w\nv\\", empty: "" }, value: 1 }],
    new Date(5),
  );
  assert.equal(lines, "obcms_verdict,a=x\\,y\\=z\\ w\\ v\\  value=1 5\n");
});

test("a request has each series with sorted labels and its moment", () => {
  const [figure] = figures;
  assert.ok(figure !== undefined);
  const bytes = uncompress(writeRequest([figure], new Date(1_764_201_600_123)));
  const labels: string[] = [];
  const samples: [number, number][] = [];
  const readPair = (tag: number, pair: string[], pbf: PbfReader): void => {
    pair[tag - 1] = pbf.readString();
  };
  const readSample = (tag: number, sample: number[], pbf: PbfReader): void => {
    sample[tag - 1] = tag === 1 ? pbf.readDouble() : pbf.readVarint(true);
  };
  new PbfReader(bytes).readFields((_, __, series) => {
    series.readMessage((tag, ___, pbf) => {
      if (tag === 1) labels.push(pbf.readMessage(readPair, [] as string[])[0] ?? "");
      else samples.push(pbf.readMessage(readSample, [] as number[]) as [number, number]);
    }, undefined);
  }, undefined);
  assert.deepEqual(labels, [...labels].sort());
  assert.equal(labels[0], "__name__");
  assert.deepEqual(samples, [[1, 1_764_201_600_123]]);
});
