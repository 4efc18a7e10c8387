// What each threshold of k6's summary is there for, found by comparing it with the plan's budgets.

import { type Budget, budgetKey, guardOf } from "../../tests/performance/k6/catalogue/budgets.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { countedApart, rolesApart } from "../../tests/performance/k6/catalogue/thresholds.ts";
import type { ThresholdResult } from "./result.ts";

type Role = ThresholdResult["role"];

/** A function from key and expression to the role; what no budget accounts for is `extra`. */
export function thresholdRoles(budgets: readonly Budget[]): (key: string, expression: string) => Role {
  const limits = new Set<string>();
  const guards = new Set<string>();
  // They hold whatever comes, and a run that asks the tool nothing has no sample of them.
  const kept = new Set(rolesApart.flatMap((role) => Object.keys(countedApart(role))));
  for (const budget of budgets) {
    const { metric, where } = guardOf(budget);
    const guard = selectorKey(metric, where);
    kept.add(budgetKey(budget)).add(guard);
    if (budget.severity === "info") continue;
    limits.add(`${budgetKey(budget)} ${budget.statistic}${budget.operator}${budget.limit}`);
    guards.add(guard);
  }
  return (key, expression) => {
    if (limits.has(`${key} ${expression}`)) return "budget";
    if (kept.has(key) && /^[a-z]+(\(\d+\))?>=0$/.test(expression)) return "placeholder";
    return guards.has(key) && /^count>=\d+$/.test(expression) ? "guard" : "extra";
  };
}
