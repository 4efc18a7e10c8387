// How each budget fared: its state, its margin, and the order in which they are read, worst first.

import type { BudgetResult } from "../result/result.ts";
import type { BudgetRow, BudgetState } from "./verdict.ts";

const stateRank: readonly BudgetState[] = ["broken", "no_samples", "too_few_samples", "met"];

/** Gates before infos, broken before met, the smallest margin first. */
export function budgetRows(budgets: readonly BudgetResult[]): BudgetRow[] {
  return budgets
    .map((budget) => ({ ...budget, state: budgetState(budget), margin: marginOf(budget) }))
    .sort(worstFirst);
}

export function gates(rows: readonly BudgetRow[]): BudgetRow[] {
  return rows.filter(({ severity }) => severity === "gate");
}

export function holds(measured: number, { operator, limit }: BudgetResult): boolean {
  return operator === "<" ? measured < limit : operator === ">" ? measured > limit : measured === limit;
}

/** A share or a count that breaks its limit does so on few samples too; a percentile needs its minimum either way. */
function budgetState(budget: BudgetResult): BudgetState {
  const { measured, samples, minSamples, statistic } = budget;
  if (measured === null || samples === 0) return "no_samples";
  if (samples < minSamples && (statistic === "p(95)" || holds(measured, budget))) return "too_few_samples";
  return holds(measured, budget) ? "met" : "broken";
}

function marginOf(budget: BudgetResult): number | null {
  const { measured, limit, operator, samples } = budget;
  if (measured === null || samples === 0) return null;
  if (limit === 0) return holds(measured, budget) ? 0 : -1;
  const beyond = (measured - limit) / limit;
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
