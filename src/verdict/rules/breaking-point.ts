// The rules for a run that a threshold with abortOnFail ended: a breakpoint run that found what it looked for, or one that
// somebody wanted to end there (abortOn).
// It is never a PASS. Near the break iterations are dropped, throw and are cut off; that belongs to the finding, so it is
// said in its sentence and does not make the run INVALID. What measured something else (a throttle, a login page) does.

import type { ScenarioResult } from "../../result/result.ts";
import { gates } from "../budget-rows.ts";
import { because, type ReasonName } from "../reasons.ts";
import { evidence } from "./evidence.ts";
import { generator } from "./generator.ts";
import type { Rule } from "./rule.ts";

const partOfTheFinding: ReadonlySet<ReasonName> = new Set([
  "load_not_delivered",
  "no_upper_bound",
  "budget_undecided",
  "iterations_threw",
]);

export const breakingPoint: readonly Rule[] = [
  (result, budgets) =>
    result.defects.map((defect) => because("artefacts_defective", { result, budgets }, defect)),
  (result, budgets) =>
    (result.run.profile === "breakpoint" ? result.scenarios : [])
      .filter(({ isProbe }) => !isProbe)
      .map((scenario) =>
        because(
          "breaking_point",
          { result, budgets, scenario },
          `${scenario.name}: ${endOf(scenario, result.run.durationSeconds)}; ${lost(scenario)}`,
        ),
      ),
  endedByBudget,
  ...generator,
  (result, budgets) =>
    evidence.flatMap((rule) => rule(result, budgets)).filter(({ name }) => !partOfTheFinding.has(name)),
];

/** The rate is the one that was asked for when k6 stopped. The break is at or below it: budgets look at all samples so far. */
function endOf({ stopped }: ScenarioResult, seconds: number): string {
  if (stopped === undefined) return `stopped after ${Math.round(seconds)} s`;
  return `stopped at ${stopped.rate.toFixed(1)} of ${stopped.peakRate} iterations per second`;
}

function lost({ started, dropped, failed, interrupted }: ScenarioResult): string {
  const offered = started + dropped;
  return `of ${offered} iterations until then ${dropped} were dropped, ${failed} threw, ${interrupted} were cut off by the stop`;
}

function endedByBudget(...[result, budgets]: Parameters<Rule>): ReturnType<Rule> {
  if (result.run.profile === "breakpoint") return [];
  const asked = result.settings.abortOn?.value;
  const ending = gates(budgets).filter(
    ({ id, state }) => Array.isArray(asked) && asked.includes(id) && state === "broken",
  );
  const which = ending.length === 0 ? "a budget of abortOn was" : `${ending.map(({ id }) => id).join(", ")}:`;
  const sentence = `${which} broken after ${Math.round(result.run.durationSeconds)} s, and the run was to end then`;
  return [because("ended_by_budget", { result, budgets }, sentence)];
}
