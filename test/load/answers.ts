// A panel's question answered twice: out of k6's own samples, and by a real store. dashboards.test.ts compares the two.

import { asks, type Question } from "../../observability/dashboards/question.ts";
import type { Store } from "../../observability/dashboards/store.ts";
import { sorted } from "../../src/result/quantile.ts";
import type { Sample } from "../../src/result/sample-reader.ts";
import type { Influxdb } from "../influxdb.ts";
import type { Prometheus } from "../prometheus.ts";

/** Values by the question's tag, or under "" where it asks for one. A curve's are those of all windows. */
export type Answers = ReadonlyMap<string, readonly number[]>;
export type Run = { readonly testid: string; readonly from: Date; readonly to: Date };
export type Stores = { readonly prometheus: Prometheus; readonly influxdb: Influxdb };

/** What lies between two points of a curve in this test, seconds. */
const STEP = 2;
/** Grafana's narrowest for a data source with a time interval of 2 s: four of them. */
const RATE_INTERVAL = 8;

/** All samples that a question is about, by its tag. */
export function selected({ metric, where, by }: Question, samples: readonly Sample[]): Map<string, Sample[]> {
  const chosen = samples.filter(
    (sample) =>
      sample.metric === metric &&
      Object.entries(where).every(([tag, value]) => (sample.tags[tag] ?? "") === value),
  );
  return Map.groupBy(chosen, ({ tags }) => (by === undefined ? "" : (tags[by] ?? "")));
}

export const sumOf = (samples: readonly Sample[]): number =>
  samples.reduce((sum, { value }) => sum + value, 0);

/** The sample of a rank: the least that so large a share of all does not exceed. */
export function ofRank(samples: readonly Sample[], rankOf: (count: number) => number): number {
  const values = sorted(samples.map(({ value }) => value));
  return values[Math.min(values.length, Math.max(1, rankOf(values.length))) - 1] ?? Number.NaN;
}

/** The text of a panel's question with Grafana's variables filled in, as Grafana does. */
export function filled(text: string, { testid, from, to }: Run): string {
  const range = Math.ceil((to.getTime() - from.getTime()) / 1000);
  const variables: Readonly<Record<string, string>> = {
    $testid: testid,
    $__range: `${range}s`,
    $__rate_interval: `${RATE_INTERVAL}s`,
    $timeFilter: `time >= ${from.getTime()}ms AND time <= ${to.getTime()}ms`,
    $__interval_ms: `${STEP * 1000}`,
    $__interval: `${STEP}s`,
  };
  // A variable that nobody fills in is left, and the store refuses it.
  return text.replace(/\$\w+/g, (name) => variables[name] ?? name);
}

export function ask(store: Store, question: Question, run: Run, stores: Stores): Promise<Answers> {
  const text = filled(store.text(question), run);
  return store.name === "prometheus"
    ? askPrometheus(stores.prometheus, text, question, run)
    : askInfluxdb(stores.influxdb, text, question);
}

async function askPrometheus(
  prometheus: Prometheus,
  text: string,
  { ask: asked, by }: Question,
  { from, to }: Run,
): Promise<Answers> {
  const curves = asks[asked].overRun
    ? (await prometheus.query(text, to)).map(({ metric, value }) => ({ metric, values: [value] }))
    : await prometheus.range(text, { from, to, stepSeconds: STEP });
  return new Map(
    curves.map(({ metric, values }) => [
      by === undefined ? "" : (metric[by] ?? ""),
      values.filter((value) => !Number.isNaN(value)),
    ]),
  );
}

async function askInfluxdb(influxdb: Influxdb, text: string, { by }: Question): Promise<Answers> {
  const series = await influxdb.query("k6", text);
  return new Map(
    series.map(({ tags, rows }) => [
      by === undefined ? "" : (tags[by] ?? ""),
      rows.flatMap(({ time: _, ...columns }) => Object.values(columns).map(Number)),
    ]),
  );
}
