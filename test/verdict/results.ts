// Results to judge: a healthy one in which every gate is met, and that one with a single thing changed.

import assert from "node:assert/strict";
import type { BudgetResult, Result } from "../../src/result/result.ts";
import { budgetKey, budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { healthyResult } from "../fixtures/report/parts.ts";

const planned = budgetsFor({
  cards: ["api_crud"],
  profile: "smoke",
  isIncluded: () => true,
  overrides: {},
});

/** A completed run in which every gate is met, with k6's thresholds to match. */
export function healthy(): Result {
  const budgets = planned.map((budget): BudgetResult => {
    const { id, card, statistic, operator, limit, minSamples, severity, reason, metric } = budget;
    const measured = operator === ">" ? 1 : 0;
    const { unit } = budgetMetrics[metric];
    const key = budgetKey(budget);
    return {
      id,
      card,
      key,
      statistic,
      operator,
      unit,
      limit,
      measured,
      samples: minSamples,
      minSamples,
      severity,
      reason,
      interval: null,
    };
  });
  return { ...healthyResult(), budgets, thresholds: thresholdsFor(budgets) };
}

export function thresholdsFor(
  budgets: readonly BudgetResult[],
  crossed: readonly string[] = [],
): Result["thresholds"] {
  return budgets.map(({ id, key, statistic, operator, limit, samples }) => ({
    key,
    expression: `${statistic}${operator}${limit}`,
    role: "budget",
    passed: !crossed.includes(id),
    samples,
  }));
}

/** Changes one budget, and k6's own judgement of it. */
export function withBudget(id: string, change: Partial<BudgetResult>, crossed = false): Result {
  const result = healthy();
  assert.ok(result.budgets.some((budget) => budget.id === id));
  const budgets = result.budgets.map((budget) => (budget.id === id ? { ...budget, ...change } : budget));
  return { ...result, budgets, thresholds: thresholdsFor(budgets, crossed ? [id] : []) };
}

/** The first endpoint of the run has these answers; budgets do not know. */
export function withEndpoint(outcomes: Result["outcomes"]): Result {
  const result = healthy();
  return {
    ...result,
    endpoints: result.endpoints.map((endpoint, index) =>
      index === 0 ? { ...endpoint, outcomes } : endpoint,
    ),
  };
}

export function withScenario(change: Partial<Result["scenarios"][number]>): Result {
  const result = healthy();
  return { ...result, scenarios: result.scenarios.map((scenario) => ({ ...scenario, ...change })) };
}

export function withRun(change: Partial<Result["run"]>, result = healthy()): Result {
  return { ...result, run: { ...result.run, ...change } };
}

export function withGenerator(change: Partial<Result["generator"]>): Result {
  const result = healthy();
  return { ...result, generator: { ...result.generator, ...change } };
}

/** A hundred pauses with this 95th percentile of lag, or none at all. */
export function lagOf(p95: number | null): Result["generator"]["lag"] {
  return { samples: p95 === null ? 0 : 100, p50: p95, p95, p99: p95, max: p95 };
}

export function withThreshold(threshold: Result["thresholds"][number]): Result {
  const result = healthy();
  return { ...result, thresholds: [...result.thresholds, threshold] };
}

/** As when somebody spells a tag set in another order: k6 keeps one of the two thresholds. */
export function missingFigure(): Result {
  const result = withBudget("api_crud_read_p95", { measured: null });
  return { ...result, thresholds: result.thresholds.filter(({ key }) => !key.includes("access:read")) };
}
