// How each budget fared: its state, its margin, and the order in which they are read, worst first.

import { budgetMetrics, metricOfKey, type Source } from "../../tests/performance/k6/catalogue/metrics.ts";
import type { BudgetResult } from "../result/result.ts";
import type { BudgetRow, BudgetState } from "./verdict.ts";

const stateRank: readonly BudgetState[] = [
  "broken",
  "unbounded",
  "no_samples",
  "undecided",
  "too_few_samples",
  "met",
];

/** Gates before infos, broken before met, the smallest margin first. */
export function budgetRows(budgets: readonly BudgetResult[]): BudgetRow[] {
  return budgets
    .map((budget) => {
      const state = budgetState(budget);
      return { ...budget, state, margin: marginOf(budget, state) };
    })
    .sort(worstFirst);
}

export function gates(rows: readonly BudgetRow[]): BudgetRow[] {
  return rows.filter(({ severity }) => severity === "gate");
}

export function holds(measured: number, { operator, limit }: BudgetResult): boolean {
  return operator === "<" ? measured < limit : operator === ">" ? measured > limit : measured === limit;
}

/** Statistics to which each sample adds: a few say nothing of the rest. One that is too large breaks a `max` at once. */
const isOfAll: ReadonlySet<BudgetResult["statistic"]> = new Set(["p(95)", "avg", "med"]);

/** A latency that a user waits for; other times (in the database, in templates) are parts of one. */
export function isLatency({ key }: BudgetResult): boolean {
  return metricOfKey(key) === "http_req_duration";
}

/** Where a budget's figures come from; the load itself for a metric that no budget of today uses. */
export function sourceOf({ key }: BudgetResult): Source {
  const metric = metricOfKey(key);
  return metric === undefined ? "load" : budgetMetrics[metric].source;
}

/** A share or a count that breaks its limit does so on few samples too; a percentile needs its minimum either way. */
function budgetState(budget: BudgetResult): BudgetState {
  const { measured, samples, minSamples, statistic, interval } = budget;
  if (measured === null || samples === 0) return "no_samples";
  const isFew = samples < minSamples;
  if (interval !== null && (interval.upper === null || !isFew)) return intervalState(budget, interval);
  if (isFew && (isOfAll.has(statistic) || holds(measured, budget))) return "too_few_samples";
  return holds(measured, budget) ? "met" : "broken";
}

type Interval = NonNullable<BudgetResult["interval"]>;

/** Met or broken only where both bounds say so. Without an upper bound nothing but a broken lower one can be said. */
function intervalState(budget: BudgetResult, { lower, upper }: Interval): BudgetState {
  if (!holds(lower, budget) && budget.samples >= budget.minSamples) return "broken";
  if (upper === null) return "unbounded";
  return holds(upper, budget) ? "met" : "undecided";
}

/** The figure that decides: of an interval the upper bound, unless the lower one is too high already. */
function decisive({ measured, interval }: BudgetResult, state: BudgetState): number | null {
  if (interval === null || measured === null) return measured;
  return state === "broken" ? interval.lower : interval.upper;
}

function marginOf(budget: BudgetResult, state: BudgetState): number | null {
  const { limit, operator, samples } = budget;
  const figure = decisive(budget, state);
  if (figure === null || samples === 0) return null;
  if (limit === 0) return holds(figure, budget) ? 0 : -1;
  const beyond = (figure - limit) / limit;
  return operator === "<" ? -beyond : operator === ">" ? beyond : -Math.abs(beyond);
}

function worstFirst(a: BudgetRow, b: BudgetRow): number {
  if (a.severity !== b.severity) return a.severity === "gate" ? -1 : 1;
  return (
    stateRank.indexOf(a.state) - stateRank.indexOf(b.state) ||
    (a.margin ?? 0) - (b.margin ?? 0) ||
    a.id.localeCompare(b.id)
  );
}
