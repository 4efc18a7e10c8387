// Budgets as k6 thresholds, each guarded against having nothing to judge.

import { type Budget, budgetKey, guardOf } from "./budgets.ts";
import { selectorKey } from "./tags.ts";

/**
 * Each budget becomes its own threshold and, beside it, a minimum for the counter of its samples: an empty Trend or
 * Rate passes in k6, a counter at 0 does not. An `info` budget gets a threshold that always holds, for its figure.
 */
export function thresholdsOf(budgets: readonly Budget[]): Record<string, string[]> {
  const thresholds: Record<string, string[]> = {};
  const add = (key: string, expression: string): void => {
    const list = thresholds[key] ?? [];
    thresholds[key] = list.includes(expression) ? list : [...list, expression];
  };
  const minimums = new Map<string, number>();
  for (const budget of budgets) {
    const { metric, where } = guardOf(budget);
    const guard = selectorKey(metric, where);
    if (budget.severity === "info") {
      add(budgetKey(budget), `${budget.statistic}>=0`);
      add(guard, "count>=0");
      continue;
    }
    add(budgetKey(budget), `${budget.statistic}${budget.operator}${budget.limit}`);
    minimums.set(guard, Math.max(minimums.get(guard) ?? 0, budget.minSamples));
  }
  for (const [guard, minimum] of minimums) add(guard, `count>=${minimum}`);
  return thresholds;
}
