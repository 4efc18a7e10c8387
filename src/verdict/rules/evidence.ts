// What did the answers show? Asked of every run, however it ended.

import type { Result } from "../../result/result.ts";
import { gates } from "../budget-rows.ts";
import { because } from "../reasons.ts";
import type { BudgetRow } from "../verdict.ts";
import { endpointRules } from "./endpoints.ts";
import { addedThresholds, percent, type Rule, share } from "./rule.ts";

/** Shares above which a run measured something else than the target's endpoints. Judgement; budgets allow less. */
const limits = {
  throttled: 0.01,
  signedOut: 0.1,
  noAnswer: 0.01,
  threw: 0.01,
  /** A generator that drops more than one planned iteration in a thousand has not made the planned load. */
  dropped: 0.001,
} as const;

export const evidence: readonly Rule[] = [
  ...endpointRules,
  (result, budgets) =>
    result.scenarios
      .filter(({ started, failed }) => share(failed, started) > limits.threw)
      .map((scenario) => {
        const { name, started, failed } = scenario;
        const sentence = `${name}: ${failed} of ${started} iterations threw`;
        return because("iterations_threw", { result, budgets, scenario }, sentence);
      }),
  (result, budgets) => {
    const all = answers(result.outcomes);
    const { throttled } = result.outcomes;
    if (share(throttled, all) <= limits.throttled) return [];
    const sentence = `${percent(throttled, all)} of ${all} answers were 429`;
    return [because("throttled", { result, budgets }, sentence)];
  },
  (result, budgets) => {
    const all = answers(result.outcomes);
    const { signed_out } = result.outcomes;
    if (share(signed_out, all) <= limits.signedOut) return [];
    const sentence = `${percent(signed_out, all)} of ${all} answers were a login page, a redirect to it, or 401`;
    return [because("signed_out", { result, budgets }, sentence)];
  },
  (result, budgets) =>
    result.scenarios
      .filter(({ dropped, started }) => share(dropped, dropped + started) > limits.dropped)
      .map((scenario) => {
        const { name, dropped, started, maxVus, model } = scenario;
        const shown = `${dropped} of ${dropped + started} planned iterations were never started`;
        const sentence = `${name}: ${shown}, with ${maxVus} virtual users`;
        const reason = model === "open" ? "load_not_delivered" : "time_ran_out";
        return because(reason, { result, budgets, scenario }, sentence);
      }),
  (result, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "unbounded")
      .map((budget) => {
        const lower = budget.interval?.lower ?? 0;
        const sentence = `${budget.id}: ${budget.statistic} lies somewhere above ${milliseconds(lower)}, whatever the ${milliseconds(budget.measured ?? 0)} that was measured`;
        return because("no_upper_bound", { result, budgets, budget }, sentence);
      }),
  (result, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "undecided")
      .map((budget) => {
        const { lower, upper } = budget.interval ?? { lower: 0, upper: 0 };
        const sentence = `${budget.id}: ${budget.statistic} lies between ${milliseconds(lower)} and ${milliseconds(upper ?? 0)}, the limit is ${budget.operator} ${budget.limit} ms`;
        return because("budget_undecided", { result, budgets, budget }, sentence);
      }),
  (result, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "broken")
      .map((budget) => {
        const sentence = `${budget.id}: ${figures(budget)} (${budget.samples} samples)`;
        return because("budget_broken", { result, budgets, budget }, sentence);
      }),
  (result, budgets) =>
    addedThresholds(result)
      .filter(({ passed }) => !passed)
      .map(({ key, expression }) =>
        because("threshold_crossed", { result, budgets }, `${key} ${expression} was crossed`),
      ),
  (result, budgets) => {
    const all = answers(result.outcomes);
    const { no_answer } = result.outcomes;
    if (share(no_answer, all) <= limits.noAnswer) return [];
    const sentence = `${no_answer} of ${all} requests got no answer within the time-out`;
    return [because("no_answer", { result, budgets }, sentence)];
  },
];

function answers(outcomes: Result["outcomes"]): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

function figures({ measured, statistic, operator, limit, unit }: BudgetRow): string {
  if (unit === "rate")
    return `${(100 * (measured ?? 0)).toFixed(2)} %, the limit is ${operator} ${100 * limit} %`;
  if (unit === "ms")
    return `${statistic} is ${milliseconds(measured ?? 0)}, the limit is ${operator} ${limit} ms`;
  const named = unit === "bytes" ? " bytes" : "";
  return `${statistic} is ${rounded(measured ?? 0)}${named}, the limit is ${operator} ${limit}${named}`;
}

function milliseconds(value: number): string {
  return `${rounded(value)} ms`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
