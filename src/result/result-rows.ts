// The rows of a stored result: budgets, thresholds, scenarios, endpoints, checks and seconds. result.ts is the whole.

import { z } from "zod";
import { count, milliseconds } from "./figures.ts";
import { serverSplitSchema } from "./server-split.ts";

export { count, milliseconds };

const percentiles = z.object({
  p50: milliseconds,
  p90: milliseconds,
  p95: milliseconds,
  p99: milliseconds,
  max: milliseconds,
});

export const outcomeCounts = z.object({
  expected: count,
  wrong_body: count,
  signed_out: count,
  throttled: count,
  no_answer: count,
  unexpected: count,
});

export const budgetResult = z.object({
  id: z.string(),
  card: z.string(),
  /** The k6 sub-metric it was measured on, e.g. `http_req_duration{access:read,card:api_crud}`. */
  key: z.string(),
  statistic: z.enum(["p(95)", "avg", "med", "max", "rate", "count"]),
  operator: z.enum(["<", ">", "=="]),
  unit: z.enum(["ms", "bytes", "rate", "count"]),
  limit: z.number(),
  /** The catalogue's limit, where the environment file replaced it. */
  overrides: z.number().optional(),
  /** k6's own figure; null where k6 had no sample. */
  measured: z.number().nullable(),
  /**
   * Where iterations of the card were dropped, what a latency could have been: `lower` had each missing request been
   * answered at once, `upper` had it never been (null: no upper bound). Null where nothing was dropped, or no latency.
   */
  interval: z.object({ lower: z.number().nonnegative(), upper: milliseconds }).nullable(),
  samples: count,
  minSamples: count,
  severity: z.enum(["gate", "info"]),
  reason: z.string(),
});

/** A threshold as k6 evaluated it, ours or one that somebody added to the suite. */
export const thresholdResult = z.object({
  key: z.string(),
  expression: z.string(),
  /**
   * `budget` judges a gate; `guard` is the minimum of samples beside one; `placeholder` always holds and makes k6 keep
   * the sub-metric; `extra` is any other: no budget of the catalogue made it.
   */
  role: z.enum(["budget", "guard", "placeholder", "extra"]),
  passed: z.boolean(),
  /** Samples of the sub-metric; null where k6's summary does not say (a gauge). 0: the threshold passed or failed on nothing. */
  samples: count.nullable(),
});

export const scenario = z.object({
  /** k6's scenario name: the workload. */
  name: z.string(),
  card: z.string(),
  /** It watches the target for the card and makes no load; absent for those that do. */
  isProbe: z.literal(true).optional(),
  executor: z.string(),
  /** `open`: iterations start at a rate of their own. `closed`: a virtual user starts the next when one has ended. */
  model: z.enum(["closed", "open"]),
  maxVus: count,
  /** Without graceful stop; where iterations are planned, the longest that they may take. */
  plannedSeconds: z.number().nonnegative(),
  /** Iterations: the rate summed up over time, or their number; null where only time and virtual users are planned. */
  planned: count.nullable(),
  started: count,
  completed: count,
  /** Iterations whose journey threw. */
  failed: count,
  /** Started, neither completed nor failed: cut off at the end of the run or by a hung request. */
  interrupted: count,
  /** Arrival-rate iterations for which no virtual user was free. */
  dropped: count,
  /** Iterations per second, of an open scenario in a run that was aborted: asked for at that moment, and planned at most. */
  stopped: z.object({ rate: z.number().nonnegative(), peakRate: z.number().nonnegative() }).optional(),
});

/** One second of one endpoint; percentiles are of expected answers only. Seconds without a sample have no row. */
const endpointSecond = z.object({
  /** Seconds since the run began. A request counts in the second in which it ended. */
  t: count,
  requests: count,
  failed: count,
  p50: milliseconds,
  p90: milliseconds,
  p95: milliseconds,
  p99: milliseconds,
});

export const endpointRow = z.object({
  name: z.string(),
  card: z.string(),
  method: z.string(),
  path: z.string(),
  access: z.enum(["read", "write", "sign_in", "refusal"]),
  persona: z.string(),
  /** Why the endpoint cannot work on the target, as the catalogue says. */
  broken: z.string().optional(),
  /** Why it leaves rows that nothing can delete, as the catalogue says. */
  residue: z.string().optional(),
  requests: count,
  outcomes: outcomeCounts,
  /** By status code; "0" is no answer. */
  statuses: z.record(z.string(), count),
  /** Of expected statuses only. */
  duration: percentiles,
  series: z.array(endpointSecond),
  /** Absent where the target told nothing. */
  split: serverSplitSchema.optional(),
});

export const checkRow = z.object({ name: z.string(), endpoint: z.string(), passes: count, fails: count });

/** One second of the run, all load requests (setup and teardown excluded); quiet seconds have a row too. */
export const second = endpointSecond.extend({
  vus: count.nullable(),
  /** Of the answers of which the target told, the mean of its own time, milliseconds. Absent where it told of none. */
  server: z.number().nonnegative().optional(),
  /** The mean of network and queueing, by subtraction; below 0 where the clocks differ. */
  outside: z.number().optional(),
});

export type BudgetResult = z.infer<typeof budgetResult>;
export type ThresholdResult = z.infer<typeof thresholdResult>;
export type ScenarioResult = z.infer<typeof scenario>;
export type EndpointResult = z.infer<typeof endpointRow>;
export type EndpointSecond = z.infer<typeof endpointSecond>;
export type OutcomeCounts = z.infer<typeof outcomeCounts>;
export type Second = z.infer<typeof second>;
