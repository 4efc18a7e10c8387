// All kept runs as lines over time, by environment, profile and scenarios: one line for each budget and each endpoint, broken
// where nothing was measured or where something else than the target changed. Pure: (runs) → trend; html.ts draws it.

import { differencesOf } from "../compare/comparable.ts";
import { isMeasured } from "../compare/compare.ts";
import { type Side, sideOf } from "../compare/side.ts";
import type { Result } from "../result/result.ts";
import type { BudgetRow, Verdict, VerdictState } from "../verdict/verdict.ts";

export const TREND_SCHEMA = "obcms-perf/trend/1";

/** What is kept of a run; its samples and seconds are not. */
export type TrendRun = {
  readonly side: Side;
  /** Of the first reason; null for PASS. */
  readonly why: string | null;
  readonly requests: number;
  readonly failed: number;
  readonly budgets: readonly Pick<
    BudgetRow,
    "id" | "card" | "unit" | "limit" | "operator" | "state" | "severity"
  >[];
};

export type TrendPoint = {
  readonly id: string;
  readonly startedAt: string;
  readonly build: string;
  readonly state: VerdictState;
  readonly why: string | null;
  readonly requests: number;
  readonly failed: number;
  /** Whether its figures stand in the lines: INVALID runs and those that ended early are gaps. */
  readonly isMeasured: boolean;
  /** What is new since the run before it: another build, a changed limit, and all that breaks the lines. */
  readonly changes: readonly string[];
  /** Whether lines are broken before it, because it cannot be compared with the run before. */
  readonly isBreak: boolean;
};

export type TrendLine = {
  /** `budget ID`, `endpoint NAME p95`. */
  readonly id: string;
  readonly unit: BudgetRow["unit"];
  /** Scenario of the plan of a budget; null for an endpoint. */
  readonly card: string | null;
  readonly operator: BudgetRow["operator"] | null;
  /** Of each run, null where it has none. */
  readonly values: readonly (number | null)[];
  /** Of a budget, at each run; null where the run did not have it. */
  readonly limits: readonly (number | null)[];
  readonly isGate: boolean;
};

export type TrendGroup = {
  readonly environment: string;
  readonly profile: string;
  /** Scenarios of the plan. */
  readonly cards: readonly string[];
  /** Oldest first. */
  readonly runs: readonly TrendPoint[];
  readonly lines: readonly TrendLine[];
  /** Milliseconds between two runs above which runs are missing: three times the median, two days at least. */
  readonly longestGapMs: number;
};

export function trendRunOf(result: Result, verdict: Verdict): TrendRun {
  return {
    side: sideOf(result, verdict),
    why: verdict.reasons[0]?.sentence ?? null,
    requests: result.totals.httpReqs,
    failed: result.totals.httpReqsFailed,
    budgets: verdict.budgets.map(({ id, card, unit, limit, operator, state, severity }) => ({
      id,
      card,
      unit,
      limit,
      operator,
      state,
      severity,
    })),
  };
}

/** Groups by their newest run, the newest first. */
export function trendOf(runs: readonly TrendRun[]): TrendGroup[] {
  const groups = new Map<string, TrendRun[]>();
  for (const run of runs) {
    const { environment, profile, cards } = run.side;
    const key = JSON.stringify([environment, profile, cards]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()]
    .map((some) => groupOf(some.toSorted((a, b) => a.side.startedAt.localeCompare(b.side.startedAt))))
    .sort((a, b) => (b.runs.at(-1)?.startedAt ?? "").localeCompare(a.runs.at(-1)?.startedAt ?? ""));
}

function groupOf(runs: readonly TrendRun[]): TrendGroup {
  const [first] = runs;
  if (first === undefined) throw new Error("a group has a run at least");
  const { environment, profile, cards } = first.side;
  return {
    environment,
    profile,
    cards,
    runs: runs.map((run, at) => pointOf(run, runs[at - 1], lastMeasured(runs.slice(0, at)))),
    lines: linesOf(runs),
    longestGapMs: longestGap(runs.map(({ side }) => Date.parse(side.startedAt))),
  };
}

/** A line goes on from there. */
function lastMeasured(runs: readonly TrendRun[]): TrendRun | undefined {
  return runs.findLast(({ side }) => isMeasured(side));
}

function pointOf(run: TrendRun, before: TrendRun | undefined, measured: TrendRun | undefined): TrendPoint {
  const { side, why, requests, failed } = run;
  // An INVALID run has no figures to compare, and often does not know what it ran on.
  const differences = measured === undefined || !isMeasured(side) ? [] : differencesOf(measured.side, side);
  return {
    id: side.id,
    startedAt: side.startedAt,
    build: side.build,
    state: side.verdict,
    why,
    requests,
    failed,
    isMeasured: isMeasured(side),
    changes: before === undefined ? [] : [...changesOf(before, run), ...differences.map(differenceText)],
    isBreak: differences.length > 0,
  };
}

function differenceText({ field, baseline, candidate }: ReturnType<typeof differencesOf>[number]): string {
  return `${field}: ${baseline} → ${candidate}`;
}

function changesOf(before: TrendRun, run: TrendRun): string[] {
  const changed = (name: string, was: string, is: string): string[] =>
    was === is ? [] : [`${name} ${was} → ${is}`];
  const limits = new Map(before.budgets.map(({ id, limit }) => [id, limit]));
  return [
    ...changed("build", before.side.build, run.side.build),
    ...changed("target", before.side.target.join(", "), run.side.target.join(", ")),
    ...run.budgets.flatMap(({ id, limit }) => {
      const old = limits.get(id);
      return old === undefined || old === limit ? [] : [`limit of ${id} ${old} → ${limit}`];
    }),
  ];
}

/** Budgets in the order of the newest run, those that only older ones have behind them; then endpoints. */
function linesOf(runs: readonly TrendRun[]): TrendLine[] {
  const budgets = new Map<string, TrendRun["budgets"][number]>();
  for (const budget of runs.toReversed().flatMap((run) => run.budgets))
    if (!budgets.has(budget.id)) budgets.set(budget.id, budget);
  const figures = runs.map(
    ({ side }) => new Map(isMeasured(side) ? side.figures.map(({ id, value }) => [id, value] as const) : []),
  );
  const valuesOf = (id: string): (number | null)[] => figures.map((of) => of.get(id) ?? null);
  const endpoints = new Map(
    runs.flatMap(({ side }) =>
      side.figures.filter(({ id }) => /^endpoint .* p(50|95)$/.test(id)).map((figure) => [figure.id, figure]),
    ),
  );
  const all: TrendLine[] = [
    ...[...budgets.values()].map(({ id, unit, card, operator, severity }) => ({
      id: `budget ${id}`,
      unit,
      card,
      operator,
      values: valuesOf(`budget ${id}`),
      limits: runs.map((run) => run.budgets.find((budget) => budget.id === id)?.limit ?? null),
      isGate: severity === "gate",
    })),
    ...[...endpoints.values()].map(({ id, unit }) => ({
      id,
      unit,
      card: null,
      operator: null,
      values: valuesOf(id),
      limits: runs.map(() => null),
      isGate: false,
    })),
  ];
  return all.filter(({ values }) => values.some((value) => value !== null));
}

const DAY_MS = 24 * 3600 * 1000;

function longestGap(times: readonly number[]): number {
  const between = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const sorted = between.toSorted((a, b) => a - b);
  return Math.max(2 * DAY_MS, 3 * (sorted[Math.floor(sorted.length / 2)] ?? 0));
}
