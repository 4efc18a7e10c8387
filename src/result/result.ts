// The stored format of a run, `result.json`: what was planned, what was measured, on what, and what was left out.
// Written once by the collector, read by verdict, report and later commands. A change of shape is a new version.

import { z } from "zod";

export const RESULT_SCHEMA = "obcms-perf/result/1";

const count = z.int().nonnegative();
/** Milliseconds; null where nothing was measured. */
const milliseconds = z.number().nonnegative().nullable();

const percentiles = z.object({
  p50: milliseconds,
  p90: milliseconds,
  p95: milliseconds,
  p99: milliseconds,
  max: milliseconds,
});

const outcomeCounts = z.object({
  expected: count,
  wrong_body: count,
  signed_out: count,
  throttled: count,
  no_answer: count,
  unexpected: count,
});

const budgetResult = z.object({
  id: z.string(),
  card: z.string(),
  /** The k6 sub-metric it was measured on, e.g. `http_req_duration{access:read,card:api_crud}`. */
  key: z.string(),
  statistic: z.enum(["p(95)", "rate", "count"]),
  operator: z.enum(["<", ">", "=="]),
  unit: z.enum(["ms", "rate", "count"]),
  limit: z.number(),
  /** The catalogue's limit, where the environment file replaced it. */
  overrides: z.number().optional(),
  /** k6's own figure; null where k6 had no sample. */
  measured: z.number().nullable(),
  samples: count,
  minSamples: count,
  severity: z.enum(["gate", "info"]),
  reason: z.string(),
});

/** A threshold as k6 evaluated it, ours or one that somebody added to the suite. */
const thresholdResult = z.object({
  key: z.string(),
  expression: z.string(),
  passed: z.boolean(),
  /** Samples of the sub-metric; null where k6's summary does not say (a gauge). 0: the threshold passed or failed on nothing. */
  samples: count.nullable(),
});

const scenario = z.object({
  /** k6's scenario name: the workload. */
  name: z.string(),
  card: z.string(),
  executor: z.string(),
  model: z.enum(["closed", "open"]),
  maxVus: count,
  /** Without graceful stop; where iterations are planned, the longest that they may take. */
  plannedSeconds: z.number().nonnegative(),
  /** Null where time or rate is planned, and not a number of iterations. */
  plannedIterations: count.nullable(),
  started: count,
  completed: count,
  /** Iterations whose journey threw. */
  failed: count,
  /** Started, neither completed nor failed: cut off at the end of the run or by a hung request. */
  interrupted: count,
  /** Arrival-rate iterations for which no virtual user was free. */
  dropped: count,
});

const endpointRow = z.object({
  name: z.string(),
  card: z.string(),
  method: z.string(),
  path: z.string(),
  access: z.enum(["read", "write", "sign_in"]),
  persona: z.string(),
  requests: count,
  outcomes: outcomeCounts,
  /** By status code; "0" is no answer. */
  statuses: z.record(z.string(), count),
  /** Of expected statuses only. */
  duration: percentiles,
});

const checkRow = z.object({ name: z.string(), endpoint: z.string(), passes: count, fails: count });

/** One second of the run, all load requests (setup and teardown excluded). */
const second = z.object({
  /** Seconds since the run began. */
  t: count,
  requests: count,
  failed: count,
  vus: count.nullable(),
  p50: milliseconds,
  p95: milliseconds,
});

export const resultSchema = z.object({
  schema: z.literal(RESULT_SCHEMA),
  run: z.object({
    id: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    durationSeconds: z.number().nonnegative(),
    /** `completed`: k6 reached its planned end (thresholds may have failed). `failed`: k6 stopped with an error of its own. */
    state: z.enum(["completed", "interrupted", "failed"]),
    /** Null where k6 was killed by a signal or never started. */
    k6ExitCode: z.int().nullable(),
    profile: z.string(),
    environment: z.string(),
    build: z.string(),
    command: z.string(),
  }),
  target: z.object({
    kind: z.enum(["stand-in", "external"]),
    baseUrl: z.string(),
    /** What `/health/` said; null where it was never asked or did not answer. */
    service: z.string().nullable(),
    version: z.string().nullable(),
    /** Faults switched on in the stand-in, as they were asked for. */
    faults: z.array(z.string()),
  }),
  generator: z.object({
    k6Version: z.string(),
    nodeVersion: z.string(),
    os: z.string(),
    cpus: count,
    toolRevision: z.string().nullable(),
  }),
  /** Equal to k6's own summary, to the last request. Setup and teardown included, as k6 does. */
  totals: z.object({
    httpReqs: count,
    httpReqsFailed: count,
    iterations: count,
    checksPassed: count,
    checksFailed: count,
    droppedIterations: count,
    dataReceivedBytes: z.number().nonnegative(),
    dataSentBytes: z.number().nonnegative(),
  }),
  outcomes: outcomeCounts,
  budgets: z.array(budgetResult),
  thresholds: z.array(thresholdResult),
  scenarios: z.array(scenario),
  endpoints: z.array(endpointRow),
  checks: z.array(checkRow),
  series: z.array(second),
  notTested: z.array(z.object({ what: z.string(), why: z.string() })),
  /** Lines of k6's log at warning level or above, without repeats, at most 50. */
  log: z.array(z.object({ level: z.string(), message: z.string(), times: count })),
  /** Sentences about the stored files themselves: missing, cut short, not adding up. Empty when all is well. */
  defects: z.array(z.string()),
});

export type Result = z.infer<typeof resultSchema>;
export type BudgetResult = z.infer<typeof budgetResult>;
export type ThresholdResult = z.infer<typeof thresholdResult>;
export type ScenarioResult = z.infer<typeof scenario>;
export type EndpointResult = z.infer<typeof endpointRow>;
export type OutcomeCounts = z.infer<typeof outcomeCounts>;
export type Second = z.infer<typeof second>;
