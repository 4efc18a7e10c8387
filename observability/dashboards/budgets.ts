// The suite's own budgets as questions: the limit of a panel is the one that k6 enforces, not a copy of it.

import { type Budget, budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { type CardName, runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import type { Unit } from "./panel.ts";
import { kindOf, type Question, type Where } from "./question.ts";

/** The gates of a card that are no single endpoint's, as a soak run has them. */
export function gatesOf(card: CardName): Budget[] {
  return budgetsFor({
    cards: [card],
    profile: "soak",
    openScenarios: [card],
    isIncluded: () => true,
    overrides: {},
  }).filter(({ severity, where }) => severity === "gate" && where.name === undefined);
}

/** Those that a store can be asked for: a maximum or an average of a run is in no histogram. */
export function askable(budget: Budget): Question | undefined {
  const metric = budget.metric;
  // No role is asked for, as k6 asks for none: what a probe tells of tasks has a card, its own requests have none.
  const where: Where = { ...budget.where };
  if (budget.statistic === "p(95)" || budget.statistic === "med")
    return { ask: "percentile", metric, where, share: budget.statistic === "med" ? 0.5 : 0.95 };
  if (budget.statistic === "rate" && kindOf(metric) === "rate") return { ask: "share", metric, where };
  if (budget.statistic === "count") return { ask: "total", metric, where };
  return undefined;
}

/** The same as a curve, for a line across it. */
export function asCurve(question: Question): Question | undefined {
  const curves = { percentile: "percentileNow", share: "shareNow" } as const;
  return question.ask === "percentile" || question.ask === "share"
    ? { ...question, ask: curves[question.ask] }
    : undefined;
}

export function unitOf({ metric }: Budget): Unit {
  const units = { ms: "ms", rate: "share", bytes: "bytes", count: "count" } as const;
  return units[budgetMetrics[metric].unit];
}

/** The gates of each card that a store can be asked for. */
export function askedGates(): { card: CardName; gates: { budget: Budget; question: Question }[] }[] {
  return runnableCards().map((card) => ({
    card,
    gates: gatesOf(card).flatMap((budget) => {
      const question = askable(budget);
      return question === undefined ? [] : [{ budget, question }];
    }),
  }));
}
