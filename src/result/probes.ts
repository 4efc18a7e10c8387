// What probes saw of the target during a run: `probes.json` of the run folder, copied into the result. Absent where none was
// configured.

import { z } from "zod";
import { targetFigureNames } from "../../tests/performance/k6/catalogue/target-figures.ts";
import { count } from "./figures.ts";
import { readRecord } from "./record.ts";
import { probesRecord } from "./run-files.ts";

/** Seconds since the run began, and why nothing was seen from one to the other. */
const gap = z.object({ from: z.number(), to: z.number(), why: z.string() });

const consumer = z.object({
  /** A statement with `$1` for its values, or a command. */
  text: z.string(),
  calls: count,
  /** In total. */
  ms: z.number().nonnegative(),
  /** Rows returned or changed, in total; null where nobody tells. */
  rows: count.nullable(),
});
export type Consumer = z.infer<typeof consumer>;

/** Null where nobody told of it. */
const told = count.nullable();
/** Null where not one was told of. */
const distribution = z
  .object({
    samples: count,
    p50: z.number().nonnegative(),
    p95: z.number().nonnegative(),
    max: z.number().nonnegative(),
  })
  .nullable();

const taskRow = z.object({
  /** `project_central.generate_daily_alerts` */
  name: z.string(),
  enqueued: told,
  received: told,
  started: told,
  succeeded: told,
  failed: told,
  retried: told,
  /** Put away by the worker without an outcome: rejected, revoked, ignored or of a name that it does not know. */
  rejected: told,
  /** Enqueued or received, and not ended when the run was over. */
  lost: told,
  /** From enqueueing until it was received by a worker. */
  acknowledged: distribution,
  /** From enqueueing until its work began. */
  waited: distribution,
  /** From the beginning of its work to the end of it, the last attempt. */
  worked: distribution,
  /** From its end until its result could be read. */
  shown: distribution,
});
export type TaskRow = z.infer<typeof taskRow>;

/** What only the whole tells, by probe. */
export const probeReports = {
  redis: z.object({
    /** Null where no cache was named. */
    hits: count.nullable(),
    misses: count.nullable(),
    /** By command, the longest together first; at most 10. */
    commands: z.array(consumer),
  }),
  celery: z.object({
    /** Who told of tasks: `log`, `events`, `webhook`, `results`. */
    sources: z.array(z.enum(["log", "events", "webhook", "results"])),
    tasks: z.array(taskRow),
    /** Seconds from the end of the load until the queue was empty; null where it never was, or was not seen. */
    drainSeconds: z.number().nonnegative().nullable(),
    /** Lines of the log that look like Celery's and could not be read. */
    unreadableLines: count,
  }),
  postgres: z.object({
    calls: count,
    ms: z.number().nonnegative(),
    rows: count,
    /** Statements by total time, the longest first; at most 20. */
    statements: z.array(consumer),
    /** What statements waited for, as shares of all looks at active connections; the largest first. */
    waits: z.array(z.object({ event: z.string(), share: z.number() })),
    /** The longest that a statement was blocked by another transaction, milliseconds; null where none was. */
    longestBlockedMs: z.number().nullable(),
  }),
  query_log: z.object({
    statements: count,
    ms: z.number().nonnegative(),
    top: z.array(consumer),
    unreadableLines: count,
  }),
  prometheus: z.object({
    /** Processes that answered a scrape, and those that answered at the start and at the end. */
    processesSeen: count,
    processesCompared: count,
    /** Views by total time, the longest first; at most 20. Of the compared processes only. */
    views: z.array(z.object({ view: z.string(), method: z.string(), requests: count, meanMs: z.number() })),
  }),
  host: z.object({
    /** `machine` is all there is. Shares of all processors, 0 to 1; `processes`: the most at once. */
    processes: z.array(
      z.object({
        name: z.string(),
        processes: count,
        cpuMean: z.number(),
        cpuPeak: z.number(),
        memoryPeakBytes: count,
        /** Looks at which it was gone, after it had been there. */
        missedLooks: count,
      }),
    ),
  }),
  storage: z.object({
    filesBefore: count,
    filesAfter: count,
    bytesBefore: count,
    bytesAfter: count,
    emptiedBytes: count,
  }),
} as const;
export type ProbeReport<Name extends keyof typeof probeReports = keyof typeof probeReports> = z.infer<
  (typeof probeReports)[Name]
>;

const watched = z.object({
  probe: z.enum(Object.keys(probeReports) as [keyof typeof probeReports]),
  /** `watched`: throughout. `gaps`: not always. `blind`: never, `why` says the reason. */
  state: z.enum(["watched", "gaps", "blind"]),
  why: z.string().optional(),
  everyMs: count,
  looks: count,
  gaps: z.array(gap),
});

export const probesSchema = z.object({
  probes: z.array(watched),
  /** Curves: pairs of the second since the run began and the figure there (the mean, where a second has several). */
  curves: z.array(
    z.object({
      figure: z.enum(targetFigureNames as [(typeof targetFigureNames)[0]]),
      process: z.string().optional(),
      points: z.array(z.tuple([z.number(), z.number()])),
      mean: z.number(),
      p95: z.number(),
      max: z.number(),
    }),
  ),
  /** Absent of a probe that is off or was blind. */
  reports: z.object({
    redis: probeReports.redis.optional(),
    celery: probeReports.celery.optional(),
    postgres: probeReports.postgres.optional(),
    query_log: probeReports.query_log.optional(),
    prometheus: probeReports.prometheus.optional(),
    host: probeReports.host.optional(),
    storage: probeReports.storage.optional(),
  }),
});
export type WatchedProbe = z.infer<typeof watched>;
export type Probes = z.infer<typeof probesSchema>;

/** Undefined where no probe was on. Throws where the record is there and cannot be read. */
export function readProbes(folder: string): Promise<Probes | undefined> {
  return readRecord(folder, probesRecord, probesSchema);
}

/** With how long the queue took to empty when the load was over, `loadEnds` seconds after the beginning of the run. */
export function drainedAfter(probes: Probes, loadEnds: number): Probes {
  const { celery } = probes.reports;
  const depths = probes.curves.find(({ figure }) => figure === "queue_depth")?.points;
  if (celery === undefined || depths === undefined) return probes;
  const empty = depths.find(([second, depth]) => second >= loadEnds && depth === 0);
  const drainSeconds = empty === undefined ? null : empty[0] - loadEnds;
  return { ...probes, reports: { ...probes.reports, celery: { ...celery, drainSeconds } } };
}
