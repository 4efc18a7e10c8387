// Budgets of the target as a whole, by what probes see of it: shown only, because no plan states their limits, until an
// environment file gives one of its own. Then they are gates as all others. Called by budgets.ts.

import { type Budget, TARGET } from "../budget.ts";
import { SAMPLES_FOR_P95 } from "../sample-sizes.ts";
import { type TargetFigure, targetFigures } from "../target-figures.ts";

/** Looks, one a second: fewer say little of the deepest or the highest. */
const LOOKS = 10;

type Row = Pick<Budget, "statistic" | "operator" | "limit" | "reason"> & {
  readonly figure: TargetFigure;
  readonly minSamples?: number;
};

const rows = {
  target_queue_depth_max: {
    figure: "queue_depth",
    statistic: "max",
    operator: "<",
    limit: 30,
    reason: "plan §3: queue depth within bounds, whatever fills the queue",
  },
  target_cache_hits_avg: {
    figure: "cache_hits",
    statistic: "avg",
    operator: ">",
    limit: 0.8,
    reason:
      "plan §7: cache hit ratio; sessions and throttles are in the same server and hide what pages miss",
  },
  target_statements_avg: {
    figure: "statements",
    statistic: "avg",
    operator: "<",
    limit: 5000,
    reason: "plan §7: query volume; a release that executes twice as many for the same load has an N+1 more",
  },
  target_database_ms_p95: {
    figure: "database_ms",
    statistic: "p(95)",
    operator: "<",
    limit: 2000,
    minSamples: SAMPLES_FOR_P95,
    reason:
      "two connections that are always at work keep two processors busy: then statements wait for each other",
  },
  target_connections_max: {
    figure: "connections",
    statistic: "max",
    operator: "<",
    limit: 80,
    reason: "PostgreSQL refuses whoever comes after its max_connections, which is 100 unless it is set",
  },
  target_blocked_max: {
    figure: "blocked",
    statistic: "max",
    operator: "<",
    limit: 5,
    reason:
      "transactions that wait for each other's locks are served one after the other, whatever the processors do",
  },
  target_logged_statements_avg: {
    figure: "logged_statements",
    statistic: "avg",
    operator: "<",
    limit: 5000,
    reason: "plan §7: query volume by Django's debug log",
  },
} as const satisfies Record<string, Row>;

/** Of each process that is watched by name. */
const ofProcess = {
  cpu_p95: {
    figure: "cpu",
    statistic: "p(95)",
    operator: "<",
    limit: 0.9,
    minSamples: SAMPLES_FOR_P95,
    reason: "plan §6: what has no processor left answers late, however it is written",
  },
  memory_max: {
    figure: "memory",
    statistic: "max",
    operator: "<",
    limit: 2_000_000_000,
    reason: "a process that grows without end is killed in the end",
  },
} as const satisfies Record<string, Row>;

/** `watched`: the probes that are on, `redis`, and `host:web` for a process that is watched. Undefined: whatever can be. */
export function targetBudgets(watched: readonly string[] | undefined): Budget[] {
  const isSeen = ({ figure }: Row): boolean =>
    watched === undefined || watched.includes(targetFigures[figure].probe);
  const processes = watched === undefined ? ["machine", "k6"] : namesOf(watched);
  return [
    ...Object.entries<Row>(rows)
      .filter(([, row]) => isSeen(row))
      .map(([id, row]) => budget(id, row, {})),
    ...processes.flatMap((process) =>
      Object.entries<Row>(ofProcess)
        // The machine's memory holds files that were read, too.
        .filter(([, { figure }]) => process !== "machine" || figure !== "memory")
        .map(([name, row]) => budget(`target_${process}_${name}`, row, { process })),
    ),
  ];
}

function namesOf(watched: readonly string[]): string[] {
  return watched.flatMap((name) => (name.startsWith("host:") ? [name.slice("host:".length)] : []));
}

function budget(id: string, { figure, minSamples = LOOKS, ...row }: Row, where: Budget["where"]): Budget {
  const { metric } = targetFigures[figure];
  return {
    ...row,
    id,
    card: TARGET,
    metric: metric as Budget["metric"],
    where,
    minSamples,
    severity: "info",
  };
}
