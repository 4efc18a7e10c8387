// What the catalogue promises under a budget's id: direction, unit and limit. For acceptances that are looked at alone.

import { TARGET } from "../../tests/performance/k6/catalogue/budget.ts";
import { targetBudgets } from "../../tests/performance/k6/catalogue/budgets/target.ts";
import { type Budget, budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { type BudgetMetric, budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import type { BudgetResult } from "../result/result.ts";

export type Promised = Pick<BudgetResult, "operator" | "unit" | "limit"> & { readonly metric: BudgetMetric };

/** The list of a card's budgets is made anew for each question, which a gate asks of every file several times. */
const known = new Map<string, Promised | undefined>();

/** Undefined where the scenario has no such budget, in whatever profile. */
export function promiseOf(scenario: string, id: string): Promised | undefined {
  const key = `${scenario} ${id}`;
  if (!known.has(key)) known.set(key, promised(scenario === TARGET ? ofTarget(id) : ofCard(scenario, id)));
  return known.get(key);
}

function promised(budget: Budget | undefined): Promised | undefined {
  if (budget === undefined) return undefined;
  const { operator, limit, metric } = budget;
  return { operator, limit, metric, unit: budgetMetrics[metric].unit };
}

function ofCard(scenario: string, id: string): Budget | undefined {
  const cards = runnableCards().filter((name) => name === scenario);
  // A card that runs as several workloads has one such budget for each, named after the workload.
  const workload = id.replace(/_dropped$/, "");
  const all = { profile: "soak", openScenarios: [scenario, workload], isIncluded: () => true } as const;
  return budgetsFor({ ...all, cards, overrides: {} }).find((budget) => budget.id === id);
}

function ofTarget(id: string): Budget | undefined {
  const process = /^target_(.+)_(?:cpu_p95|memory_max)$/.exec(id)?.[1];
  const watched = process === undefined ? undefined : [`host:${process}`];
  return targetBudgets(watched).find((budget) => budget.id === id);
}
