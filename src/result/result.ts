// The stored format of a run, `result.json`: what was planned, what was measured, on what, and what was left out.
// Written by the collector, read by verdict, report and later commands. A change of shape is a new version.

import { z } from "zod";
import { leftOutKinds } from "../../tests/performance/k6/catalogue/left-out.ts";
import { auditSchema } from "./audit.ts";
import { fingerprintSchema } from "./fingerprint.ts";
import { outputSchema } from "./outputs.ts";
import { paritySchema } from "./parity.ts";
import { probesSchema } from "./probes.ts";
import { readinessSchema } from "./readiness.ts";
import {
  budgetResult,
  checkRow,
  count,
  endpointRow,
  milliseconds,
  outcomeCounts,
  scenario,
  second,
  thresholdResult,
} from "./result-rows.ts";
import { steeringSchema } from "./steering.ts";
import { stepSchema } from "./steps.ts";

export const RESULT_SCHEMA = "obcms-perf/result/2";

/** A share of what there is, from 0 to 1; null where it could not be measured. */
const share = z.number().min(0).max(1).nullable();

const generator = z.object({
  k6Version: z.string(),
  nodeVersion: z.string(),
  os: z.string(),
  /** CPUs that k6 may use. */
  cpus: count,
  toolRevision: z.string().nullable(),
  /** CPU time of k6 while there was load, of what its CPUs had to give. */
  cpuShare: share,
  /** The highest of that in any second. */
  cpuPeakShare: share,
  /** Peak resident set of k6. */
  maxRssBytes: count.nullable(),
  /** Scheduling lag: how much later than asked each pause of a journey ended, milliseconds. */
  lag: z.object({
    samples: count,
    p50: milliseconds,
    p95: milliseconds,
    p99: milliseconds,
    max: milliseconds,
  }),
});

export const resultSchema = z.object({
  schema: z.literal(RESULT_SCHEMA),
  run: z.object({
    id: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    durationSeconds: z.number().nonnegative(),
    /** Longest time that k6 was to take, graceful stop included. */
    plannedSeconds: z.number().nonnegative(),
    /**
     * `completed`: k6 reached its planned end (thresholds may have failed), or the operator of a controlled run ended it.
     * `aborted`: a crossed threshold with abortOnFail ended it before. `failed`: k6 stopped with an error of its own.
     */
    state: z.enum(["completed", "interrupted", "aborted", "failed"]),
    /** Null where k6 was killed by a signal or never started. */
    k6ExitCode: z.int().nullable(),
    profile: z.string(),
    environment: z.string(),
    build: z.string(),
    command: z.string(),
    /** As k6 puts them on each sample. */
    tags: z.record(z.string(), z.string()),
  }),
  /** The effective configuration by setting, with where each value came from; secrets are masked. */
  settings: z.record(z.string(), z.object({ value: z.unknown(), origin: z.string() })),
  target: z.object({
    kind: z.enum(["stand-in", "external"]),
    baseUrl: z.string(),
    /** What `/health/` said; null where it was never asked or did not answer. */
    service: z.string().nullable(),
    version: z.string().nullable(),
    /** Faults switched on in the stand-in, as they were asked for. */
    faults: z.array(z.string()),
  }),
  generator,
  /** Null in results of before it was written. */
  fingerprint: fingerprintSchema.nullable().default(null),
  /** What the doctor found before the run; empty where it did not look. */
  readiness: readinessSchema.default([]),
  /** Equal to k6's own summary, to the last request. Setup and teardown included, as k6 does; control turns are not. */
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
  /** How a controlled run was steered; absent in others. */
  steering: steeringSchema.optional(),
  /** In what the target differed from production, before the load; absent where no production was described. */
  parity: paritySchema.optional(),
  /** What probes saw of the target as a whole; absent where none was on. */
  probes: probesSchema.optional(),
  /** Whether the stores that the run was written to hold it; absent where there were none. */
  outputs: z.array(outputSchema).optional(),
  budgets: z.array(budgetResult),
  thresholds: z.array(thresholdResult),
  scenarios: z.array(scenario),
  endpoints: z.array(endpointRow),
  checks: z.array(checkRow),
  series: z.array(second),
  /** `absent`: the plan wants it and the target has nothing to call. `silent`: it should have been
   * called and no request reached it. `integrity`: faults that nobody looked for. `audit`: rows that nobody counted. */
  notTested: z.array(
    z.object({
      kind: z.enum(["scenario", "absent", ...leftOutKinds, "silent", "integrity", "audit"]),
      what: z.string(),
      why: z.string(),
    }),
  ),
  /** What stays on the target and nothing can take away: the endpoint that made it, and its id there. */
  residue: z.array(z.object({ endpoint: z.string(), id: z.string() })),
  /** Tables with more or fewer rows after the run than before it. Absent where nobody counted, which `notTested` says. */
  audit: auditSchema.optional(),
  /** What was done before the judged load and after it, in this order. Empty in results of before it was written. */
  steps: z.array(stepSchema).default([]),
  /** What was wrong where a budget only counts (questions with one right answer, the data), and how many virtual users
   * told it; at most 50. Absent in results of before it was written. */
  faults: z
    .array(z.object({ card: z.string(), aspect: z.string(), what: z.string(), times: count }))
    .default([]),
  /** Lines of k6's log at warning level or above, without repeats, at most 50. */
  log: z.array(z.object({ level: z.string(), message: z.string(), times: count })),
  /** Sentences about the stored files themselves: missing, cut short, not adding up. Empty when all is well. */
  defects: z.array(z.string()),
});

export type Result = z.infer<typeof resultSchema>;
export type {
  BudgetResult,
  EndpointResult,
  EndpointSecond,
  OutcomeCounts,
  ScenarioResult,
  Second,
  ThresholdResult,
} from "./result-rows.ts";
