// Reads k6's `--summary-export`. The only file that knows its oddity: there a threshold's `false` means passed.

import { z } from "zod";
import type { ThresholdResult } from "./result.ts";

const summarySchema = z.object({
  metrics: z.record(z.string(), z.looseObject({ thresholds: z.record(z.string(), z.boolean()).optional() })),
});

export type K6Summary = {
  /** A figure of a metric or sub-metric: `p(95)`, `count`, `rate` …; undefined where k6 does not state it. */
  figure(key: string, statistic: string): number | undefined;
  /** Number of samples of a metric; null for a gauge or an unknown key. For a counter: its sum, 0 meaning none. */
  samples(key: string): number | null;
  readonly thresholds: readonly Omit<ThresholdResult, "role">[];
};

/** Parses the file's text. Throws a ZodError or SyntaxError when it is not such a summary. */
export function parseK6Summary(text: string): K6Summary {
  const { metrics } = summarySchema.parse(JSON.parse(text));
  const number = (key: string, field: string): number | undefined => {
    const value = metrics[key]?.[field];
    return typeof value === "number" ? value : undefined;
  };
  const samples = (key: string): number | null => {
    const rate = number(key, "passes");
    return rate === undefined ? (number(key, "count") ?? null) : rate + (number(key, "fails") ?? 0);
  };
  const figure = (key: string, statistic: string): number | undefined =>
    // A Rate's share is called `value`; a counter's `rate` is per second and no budget uses it.
    statistic === "rate" ? number(key, "value") : number(key, statistic);
  const thresholds = Object.entries(metrics).flatMap(([key, metric]) =>
    Object.entries(metric.thresholds ?? {}).map(([expression, crossed]) => ({
      key,
      expression,
      passed: !crossed,
      samples: samples(key),
    })),
  );
  return { figure, samples, thresholds };
}
