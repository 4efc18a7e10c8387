// Is the run whole? Asked only of a run that went to its end: what a stopped or failed one lacks has its reason already.

import type { ScenarioResult } from "../../result/result.ts";
import { gates, holds } from "../budget-rows.ts";
import { because } from "../reasons.ts";
import type { BudgetRow } from "../verdict.ts";
import { addedThresholds, type Rule } from "./rule.ts";

export const completeness: readonly Rule[] = [
  ({ defects }) => defects.map((defect) => because("artefacts_defective", defect)),
  sameJudgementAsK6,
  ({ scenarios }) =>
    scenarios
      .filter(({ completed }) => completed === 0)
      .map((scenario) => because("nothing_finished", `${scenario.name}: ${endOf(scenario)}`)),
  ({ scenarios }) =>
    scenarios
      .filter(({ interrupted, completed }) => interrupted > 0 && completed > 0)
      .map(({ name, started, interrupted }) =>
        because(
          "cut_off",
          `${name}: ${interrupted} of ${started} iterations were cut off, their last requests unrecorded`,
        ),
      ),
  (result) =>
    addedThresholds(result)
      .filter(({ samples, passed }) => samples === 0 && passed)
      .map(({ key, expression }) =>
        because("empty_threshold", `${key} ${expression} held on no sample at all`),
      ),
  (_, budgets) =>
    gates(budgets)
      .filter((budget) => budget.samples === 0 && !isExplained(budget, budgets))
      .map(({ id, key }) => because("no_samples", `${id}: no sample has ${key}`)),
  (_, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "too_few_samples")
      .map(({ id, samples, minSamples }) =>
        because("too_few_samples", `${id}: ${samples} samples, at least ${minSamples} are needed`),
      ),
];

/** k6 judged the same figure by the same limit; if it came to another answer, one of the two is wrong. */
function sameJudgementAsK6(...[{ thresholds }, budgets]: Parameters<Rule>): ReturnType<Rule> {
  return gates(budgets).flatMap((budget) => {
    const { id, key, measured, samples, statistic, operator, limit } = budget;
    if (samples === 0) return [];
    const expression = `${statistic}${operator}${limit}`;
    const theirs = thresholds.find(
      (threshold) => threshold.key === key && threshold.expression === expression,
    );
    if (theirs === undefined)
      return [because("artefacts_defective", `k6 had no threshold for the budget ${id}`)];
    if (measured !== null && theirs.passed === holds(measured, budget)) return [];
    const said = theirs.passed ? "holds" : "is crossed";
    return [
      because("artefacts_defective", `k6 says that ${id} ${said}, and its own figure says the opposite`),
    ];
  });
}

function endOf({ started, failed, interrupted }: ScenarioResult): string {
  if (started === 0) return "no iteration was started";
  return `none of ${started} iterations reached its end (${failed} threw, ${interrupted} were cut off)`;
}

/** Latency has no sample because nearly every request failed: the broken budget of its scenario says so already. */
function isExplained(budget: BudgetRow, budgets: readonly BudgetRow[]): boolean {
  return (
    budget.unit === "ms" &&
    gates(budgets).some(
      ({ card, state, unit }) => card === budget.card && unit === "rate" && state === "broken",
    )
  );
}
