// Questions in InfluxQL, for k6's output to InfluxDB 1 (docs/outputs.md): one point for each sample, so that each answer is exact.

import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { type Ask, asks, type Question } from "./question.ts";
import type { Store } from "./store.ts";

const POINTS = "of one point for each sample, exact";
const NEAREST = "by the nearest rank, a sample that was measured; k6 itself interpolates between two";
const WINDOW = "in windows of $__interval";

const resolution = {
  total: POINTS,
  share: POINTS,
  percentile: NEAREST,
  perSecond: `${POINTS}, ${WINDOW}`,
  shareNow: `${POINTS}, ${WINDOW}`,
  percentileNow: `${NEAREST}, ${WINDOW}`,
  meanNow: `${POINTS}, ${WINDOW}`,
  verdict: "as the tool wrote it, once",
  level: `the last point ${WINDOW}; k6 writes one each second`,
} as const satisfies Record<Ask, string>;

export const influxdb: Store = {
  name: "influxdb",
  title: "InfluxDB",
  datasource: { type: "influxdb", uid: "influxdb" },
  resolution,
  milliseconds: { unit: "ms", factor: 1 },
  runs: { query: 'SHOW TAG VALUES FROM "http_reqs" WITH KEY = "testid"', refId: "runs" },
  text,
  target: (question, refId) => new RawQuery(question, refId),
  canTell: () => true,
};

function text({ ask, metric, where, by, share }: Question): string {
  const tags = Object.entries({ testid: "$testid", ...where }).map(([tag, value]) => `"${tag}" = '${value}'`);
  const groups = [
    ...(asks[ask].overRun ? [] : ["time($__interval)"]),
    ...(by === undefined ? [] : [`"${by}"`]),
  ];
  return [
    `SELECT ${selected(ask, share)} FROM "${metric}" WHERE ${tags.join(" AND ")} AND $timeFilter`,
    ...(groups.length === 0 ? [] : [`GROUP BY ${groups.join(", ")}`]),
    ...(asks[ask].overRun ? [] : ["fill(none)"]),
  ].join(" ");
}

function selected(ask: Ask, share: number | undefined): string {
  const percentile = `percentile("value", ${Math.round(1000 * (share ?? 0)) / 10})`;
  return {
    total: 'sum("value")',
    share: 'mean("value")',
    percentile,
    perSecond: 'sum("value") / ($__interval_ms / 1000)',
    shareNow: 'mean("value")',
    percentileNow: percentile,
    meanNow: 'mean("value")',
    verdict: 'last("value")',
    level: 'last("value")',
  }[ask];
}

/** A query as Grafana's InfluxDB data source stores it. The SDK has no type for it. */
class RawQuery implements Builder<Dataquery> {
  private readonly question: Question;
  private readonly refId: string;

  constructor(question: Question, refId: string) {
    this.question = question;
    this.refId = refId;
  }

  build(): Dataquery {
    const query = {
      refId: this.refId,
      rawQuery: true,
      resultFormat: "time_series",
      query: text(this.question),
      alias: this.question.by === undefined ? "" : `$tag_${this.question.by}`,
    };
    return query as unknown as Dataquery;
  }
}
