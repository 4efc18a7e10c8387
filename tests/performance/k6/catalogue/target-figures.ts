// What probes watch on the target as a whole while a run goes on: one row per figure. Each is a metric of k6's, so that its
// own thresholds judge it, and a curve of the result.

import type { CustomMetric } from "./metrics.ts";

export const targetFigures = {
  queue_depth: {
    probe: "redis",
    metric: "obcms_target_queue_depth",
    unit: "count",
    means: "tasks that wait or are fetched ahead",
  },
  cache_hits: {
    probe: "redis",
    metric: "obcms_target_cache_hits",
    unit: "rate",
    means: "share of the look-ups since the last look that found something, sessions and throttles included",
  },
  cache_commands: {
    probe: "redis",
    metric: "obcms_target_cache_commands",
    unit: "count",
    means: "commands that the cache's server carried out, per second",
  },
  statements: {
    probe: "postgres",
    metric: "obcms_target_statements",
    unit: "count",
    means: "statements that the database carried out, per second",
  },
  database_ms: {
    probe: "postgres",
    metric: "obcms_target_database_ms",
    unit: "ms",
    means:
      "time in which the database carried them out, per second: 1000 is one connection that is always at work",
  },
  connections: {
    probe: "postgres",
    metric: "obcms_target_connections",
    unit: "count",
    means: "connections to the target's database",
  },
  waiting: {
    probe: "postgres",
    metric: "obcms_target_waiting",
    unit: "count",
    means: "of those the ones whose statement waits: for a lock, for the disk, for another",
  },
  blocked: {
    probe: "postgres",
    metric: "obcms_target_blocked",
    unit: "count",
    means: "of those the ones that wait for a lock which another transaction holds",
  },
  logged_statements: {
    probe: "query_log",
    metric: "obcms_target_logged_statements",
    unit: "count",
    means: "statements that Django logged, per second",
  },
  answers: {
    probe: "prometheus",
    metric: "obcms_target_answers",
    unit: "count",
    means: "answers that django-prometheus counted, per second, of the processes that were seen twice",
  },
  cpu: {
    probe: "host",
    metric: "obcms_target_cpu",
    unit: "rate",
    means: "share of all processors of this machine that a process and its children used",
  },
  memory: {
    probe: "host",
    metric: "obcms_target_memory_bytes",
    unit: "bytes",
    means: "resident memory of a process and its children",
  },
} as const satisfies Record<string, FigureRow>;

/** What can be watched, by name. probes/ of the tool has a file for each. */
export type ProbeName = "redis" | "celery" | "postgres" | "query_log" | "prometheus" | "host" | "storage";

type FigureRow = {
  readonly probe: ProbeName;
  readonly metric: CustomMetric;
  readonly unit: "ms" | "bytes" | "rate" | "count";
  readonly means: string;
};

export type TargetFigure = keyof typeof targetFigures;
export const targetFigureNames = Object.keys(targetFigures) as TargetFigure[];

/** One figure at one moment. */
export type TargetSample = {
  /** Given once, ascending: whoever carries the last one sees no sample twice. */
  readonly cursor: number;
  readonly figure: TargetFigure;
  readonly value: number;
  /** Of the host's figures: `web`, `worker`, `k6`, or `machine` for all there is. */
  readonly process?: string;
};

/** What the tool answers to `GET targetUrl?after=CURSOR`. */
export type TargetAnswer = { readonly cursor: number; readonly samples: readonly TargetSample[] };
