// Is the run whole? Asked only of a run that went to its end: what a stopped or failed one lacks has its reason already.

import type { Result, ScenarioResult } from "../../result/result.ts";
import { gates, holds, isLatency, sourceOf } from "../budget-rows.ts";
import { because } from "../reasons.ts";
import type { BudgetRow } from "../verdict.ts";
import { addedThresholds, type Rule } from "./rule.ts";

export const completeness: readonly Rule[] = [
  (result, budgets) =>
    result.defects.map((defect) => because("artefacts_defective", { result, budgets }, defect)),
  sameJudgementAsK6,
  (result, budgets) =>
    result.scenarios
      .filter(({ completed }) => completed === 0)
      .map((scenario) =>
        because("nothing_finished", { result, budgets, scenario }, `${scenario.name}: ${endOf(scenario)}`),
      ),
  (result, budgets) =>
    result.scenarios
      // Whatever watches may be cut off in any of its looks: what was certain by then is counted.
      .filter(({ interrupted, completed, isProbe }) => interrupted > 0 && completed > 0 && !isProbe)
      .map((scenario) => {
        const { name, started, interrupted } = scenario;
        const sentence = `${name}: ${interrupted} of ${started} iterations were cut off, their last requests unrecorded`;
        return because("cut_off", { result, budgets, scenario }, sentence);
      }),
  (result, budgets) =>
    addedThresholds(result)
      .filter(({ samples, passed }) => samples === 0 && passed)
      .map(({ key, expression }) =>
        because("empty_threshold", { result, budgets }, `${key} ${expression} held on no sample at all`),
      ),
  (result, budgets) =>
    gates(budgets)
      .filter((budget) => budget.samples === 0 && !isExplained(result, budget, budgets))
      .map((budget) => {
        const name = sourceOf(budget) === "load" ? "no_samples" : "not_measured";
        return because(name, { result, budgets, budget }, `${budget.id}: no sample has ${budget.key}`);
      }),
  (result, budgets) =>
    gates(budgets)
      .filter((budget) => budget.state === "too_few_samples" && !neverFinished(result, budget))
      .map((budget) => {
        const { id, samples, minSamples } = budget;
        const sentence = `${id}: ${samples} samples, at least ${minSamples} are needed`;
        return because("too_few_samples", { result, budgets, budget }, sentence);
      }),
];

/** k6 judged the same figure by the same limit; if it came to another answer, one of the two is wrong. */
function sameJudgementAsK6(...[result, budgets]: Parameters<Rule>): ReturnType<Rule> {
  const defect = (sentence: string) => [because("artefacts_defective", { result, budgets }, sentence)];
  return gates(budgets).flatMap((budget) => {
    const { id, key, measured, samples, statistic, operator, limit } = budget;
    if (samples === 0) return [];
    const expression = `${statistic}${operator}${limit}`;
    const theirs = result.thresholds.find(
      (threshold) => threshold.key === key && threshold.expression === expression,
    );
    if (theirs === undefined) return defect(`k6 had no threshold for the budget ${id}`);
    if (measured !== null && theirs.passed === holds(measured, budget)) return [];
    const said = theirs.passed ? "holds" : "is crossed";
    return defect(`k6 says that ${id} ${said}, and its own figure says the opposite`);
  });
}

function endOf({ started, failed, interrupted }: ScenarioResult): string {
  if (started === 0) return "no iteration was started";
  return `none of ${started} iterations reached its end (${failed} threw, ${interrupted} were cut off)`;
}

/** Its samples are missing for a reason that is told already, of the same weight or heavier. */
function isExplained(result: Result, budget: BudgetRow, budgets: readonly BudgetRow[]): boolean {
  return summaryIsLost(result) || neverFinished(result, budget) || failuresExplain(budget, budgets);
}

function summaryIsLost({ thresholds, defects }: Result): boolean {
  return thresholds.length === 0 && defects.length > 0;
}

function neverFinished({ scenarios }: Result, { card }: BudgetRow): boolean {
  const ofCard = scenarios.filter((scenario) => scenario.card === card && !scenario.isProbe);
  return ofCard.length > 0 && ofCard.every(({ completed }) => completed === 0);
}

/** Latency has no sample because nearly every request failed: the broken budget of its scenario says so. */
function failuresExplain(budget: BudgetRow, budgets: readonly BudgetRow[]): boolean {
  return (
    isLatency(budget) &&
    gates(budgets).some(
      ({ card, state, unit }) => card === budget.card && unit === "rate" && state === "broken",
    )
  );
}
