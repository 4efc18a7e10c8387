// Questions in PromQL, for k6's remote write with native histograms (docs/outputs.md). Why each form is as it is was measured:
// `increase` loses the first push, an average of rate gauges is wrong because status is a label, percentiles come from histograms.

import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { type Ask, asks, kindOf, type Metric, type Question, type Where } from "./question.ts";
import type { Store } from "./store.ts";

const BUCKETS =
  "within one bucket of k6's native histogram, whose bounds are 9 % apart (schema 3): a percentile may differ by 9 %, a count never";
const LAST = "the last value of each counter, exact to one";
const WINDOW =
  "a rate over $__rate_interval, four pushes of 2 s at least: the first push of a series is not in it, so a curve is no total";

const resolution = {
  total: LAST,
  share: `${LAST}; the quotient of two such`,
  percentile: `${BUCKETS}; looked at each second, so that up to the last three seconds of a run may be missing, and whatever got no sample for five minutes`,
  perSecond: WINDOW,
  shareNow: `the quotient of two windows, ${WINDOW}`,
  percentileNow: `${BUCKETS}, and ${WINDOW}`,
  meanNow: `the sum by the count of the histogram in the window, both exact; ${WINDOW}`,
  verdict: "as the tool wrote it, once",
  level: "as k6 reported it last, once a second, pushed every 2 s: a shorter peak may be missed",
} as const satisfies Record<Ask, string>;

export const prometheus: Store = {
  name: "prometheus",
  title: "Prometheus",
  datasource: { type: "prometheus", uid: "prometheus" },
  resolution,
  milliseconds: { unit: "s", factor: 0.001 },
  runs: "label_values(k6_http_reqs_total, testid)",
  text: (question) => forms[question.ask](question),
  target: (question, refId) => {
    const query = new DataqueryBuilder()
      .refId(refId)
      .expr(forms[question.ask](question))
      .legendFormat(question.by === undefined ? "" : `{{${question.by}}}`);
    return asks[question.ask].overRun ? query.instant() : query.range();
  },
  // A Rate of k6's is one cumulative gauge per set of labels: only those can be told of which a counter stands beside it.
  canTell: ({ ask, metric }) => (ask !== "share" && ask !== "shareNow") || metric in parts,
};

/** k6's names in Prometheus: the suffix says what a series is. */
export function seriesOf(metric: Metric): string {
  const suffix = { counter: "_total", gauge: "", rate: "_rate", duration: "_seconds", amount: "" } as const;
  return `k6_${metric}${suffix[kindOf(metric)]}`;
}

function selector(metric: Metric, where: Where): string {
  const labels = Object.entries(where).map(([name, value]) => `,${name}=${JSON.stringify(value)}`);
  return `${seriesOf(metric)}{testid="$testid"${labels.join("")}}`;
}

const sum = (by: string | undefined): string => (by === undefined ? "sum" : `sum by (${by}) `);
const total = (metric: Metric, where: Where, by?: string): string =>
  `${sum(by)}(last_over_time(${selector(metric, where)}[$__range]))`;
const rate = (metric: Metric, where: Where, by?: string): string =>
  `${sum(by)}(rate(${selector(metric, where)}[$__rate_interval]))`;

/** The counters of which a Rate is the quotient: what was counted, and which of it was 1. */
const parts: Partial<Record<Metric, { readonly of: Metric; readonly ones: Where }>> = {
  http_req_failed: { of: "http_reqs", ones: { expected_response: "false" } },
  checks: { of: "obcms_checks", ones: { result: "pass" } },
};

/** What has no 1 at all has no series: it is 0 where the whole is there, and nothing where there is nothing. */
function quotient(part: typeof total, { metric, where, by }: Question): string {
  const { of, ones } = parts[metric] ?? { of: metric, ones: {} };
  const whole = part(of, where, by);
  return `(${part(of, { ...where, ...ones }, by)} or 0 * ${whole}) / ${whole}`;
}

// Percentiles of a run: Prometheus 2.42 knows no last_over_time of a native histogram, and a finished run's ends in a stale
// marker. So the percentile is taken at each second, where it is a number, and the last of these is the run's.
const forms = {
  total: ({ metric, where, by }) => total(metric, where, by),
  share: (question) => quotient(total, question),
  percentile: ({ metric, where, by, share }) =>
    `last_over_time(histogram_quantile(${share}, ${sum(by)}(${selector(metric, where)}))[$__range:1s])`,
  perSecond: ({ metric, where, by }) => rate(metric, where, by),
  shareNow: (question) => quotient(rate, question),
  percentileNow: ({ metric, where, by, share }) => `histogram_quantile(${share}, ${rate(metric, where, by)})`,
  meanNow: ({ metric, where, by }) =>
    `histogram_sum(${rate(metric, where, by)}) / histogram_count(${rate(metric, where, by)})`,
  verdict: ({ by }) => `max by (${by}) (last_over_time(obcms_verdict{testid="$testid"}[$__range]))`,
  level: ({ metric, where, by }) => `${sum(by)}(${selector(metric, where)})`,
} as const satisfies Record<Ask, (question: Question) => string>;
