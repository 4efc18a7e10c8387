// What did the answers show? Asked of every run, however it ended.

import type { Result } from "../../result/result.ts";
import { gates } from "../budget-rows.ts";
import { because } from "../reasons.ts";
import type { BudgetRow } from "../verdict.ts";
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
  ({ scenarios }) =>
    scenarios
      .filter(({ started, failed }) => share(failed, started) > limits.threw)
      .map(({ name, started, failed }) =>
        because("iterations_threw", `${name}: ${failed} of ${started} iterations threw`),
      ),
  ({ outcomes }) => {
    const all = answers(outcomes);
    if (share(outcomes.throttled, all) <= limits.throttled) return [];
    return [because("throttled", `${percent(outcomes.throttled, all)} of ${all} answers were 429`)];
  },
  ({ outcomes }) => {
    const all = answers(outcomes);
    if (share(outcomes.signed_out, all) <= limits.signedOut) return [];
    const shown = percent(outcomes.signed_out, all);
    return [because("signed_out", `${shown} of ${all} answers were a login page, a redirect to it, or 401`)];
  },
  ({ scenarios }) =>
    scenarios
      .filter(({ dropped, started }) => share(dropped, dropped + started) > limits.dropped)
      .map(({ name, dropped, started, maxVus }) => {
        const planned = dropped + started;
        const shown = `${dropped} of ${planned} planned iterations were never started`;
        return because("load_not_delivered", `${name}: ${shown}, with ${maxVus} virtual users`);
      }),
  (_, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "broken")
      .map((budget) =>
        because("budget_broken", `${budget.id}: ${figures(budget)} (${budget.samples} samples)`),
      ),
  (result) =>
    addedThresholds(result)
      .filter(({ passed }) => !passed)
      .map(({ key, expression }) => because("threshold_crossed", `${key} ${expression} was crossed`)),
  ({ outcomes }) => {
    const all = answers(outcomes);
    if (share(outcomes.no_answer, all) <= limits.noAnswer) return [];
    return [
      because("no_answer", `${outcomes.no_answer} of ${all} requests got no answer within the time-out`),
    ];
  },
];

function answers(outcomes: Result["outcomes"]): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

function figures({ measured, statistic, operator, limit, unit }: BudgetRow): string {
  if (unit === "rate")
    return `${(100 * (measured ?? 0)).toFixed(2)} %, the limit is ${operator} ${100 * limit} %`;
  const suffix = unit === "ms" ? " ms" : "";
  return `${statistic} is ${Math.round((measured ?? 0) * 10) / 10}${suffix}, the limit is ${operator} ${limit}${suffix}`;
}
