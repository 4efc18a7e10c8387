// What a panel asks, in no store's language: prometheus.ts and influxdb.ts translate it, and a test answers it a third time,
// out of k6's own samples. A panel is nothing but questions, so that none can be drawn without being compared.

import { type CustomMetric, customMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";

/** k6's own metrics that are asked for; k6 emits no others under these names. */
export const builtInMetrics = {
  http_reqs: "counter",
  iterations: "counter",
  dropped_iterations: "counter",
  vus: "gauge",
  http_req_failed: "rate",
  checks: "rate",
  http_req_duration: "duration",
  /** Not k6's: the tool writes it when it has judged the run (src/outputs/told-verdict.ts). */
  obcms_verdict: "gauge",
} as const;

export type Metric = CustomMetric | keyof typeof builtInMetrics;
export type Kind = "counter" | "gauge" | "rate" | "duration" | "amount";

/** Whether k6 emits something under this name. */
export function isMetric(name: string): name is Metric {
  return name in builtInMetrics || name in customMetrics;
}

export function kindOf(metric: Metric): Kind {
  return metric in builtInMetrics
    ? builtInMetrics[metric as keyof typeof builtInMetrics]
    : customMetrics[metric as CustomMetric].type;
}

/** Tags that samples must have; an empty text is a tag that they must not have. */
export type Where = Readonly<Record<string, string>>;

export type Question = {
  readonly ask: Ask;
  readonly metric: Metric;
  readonly where: Where;
  /** One answer for each value of this tag. */
  readonly by?: string;
  /** Of a percentile, from 0 to 1. */
  readonly share?: number;
};

/** `overRun`: one figure at the end of a run. Otherwise a curve. */
export const asks = {
  total: { overRun: true, means: "sum of a counter over the run" },
  share: { overRun: true, means: "share of a rate's samples that were 1, over the run" },
  percentile: { overRun: true, means: "percentile of a trend over the run" },
  perSecond: { overRun: false, means: "rate of a counter in each window" },
  shareNow: { overRun: false, means: "share of a rate's samples that were 1, in each window" },
  percentileNow: { overRun: false, means: "percentile of the trend's samples in each window" },
  meanNow: { overRun: false, means: "mean of the trend's samples in each window" },
  verdict: { overRun: true, means: "what the tool wrote when it had judged the run" },
  level: { overRun: false, means: "value of a gauge" },
} as const satisfies Record<string, { readonly overRun: boolean; readonly means: string }>;
export type Ask = keyof typeof asks;

/** The load alone: neither control turns nor looks of probes, which the result does not count either. */
export const LOAD: Where = { role: "" };
