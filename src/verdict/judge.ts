// Judges one run: (result) → verdict. Pure. A run passes only when every gate holds on enough samples and nothing
// says that the run is not what it seems; each rule below is one way in which bare k6 exits 0 on nothing.

import type { BudgetResult, Result, ScenarioResult } from "../result/result.ts";
import { type ReasonName, reasons } from "./reasons.ts";
import {
  type BudgetRow,
  type BudgetState,
  type Reason,
  VERDICT_SCHEMA,
  type Verdict,
  type VerdictState,
} from "./verdict.ts";

/** Shares above which a run measured something else than the target's endpoints. Judgement; a budget allows less. */
const limits = {
  throttled: 0.01,
  signedOut: 0.1,
  noAnswer: 0.01,
  threw: 0.01,
  /** A generator that drops more than 0.1 % of planned iterations has not made the planned load. */
  dropped: 0.001,
} as const;

const rank: readonly VerdictState[] = ["INVALID", "FAIL", "INCONCLUSIVE"];

export function judge(result: Result): Verdict {
  const budgets = result.budgets.map(budgetRow).sort(worstFirst);
  const found = rules
    .flatMap((rule) => rule(result, budgets))
    .sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
  return {
    schema: VERDICT_SCHEMA,
    runId: result.run.id,
    state: found[0]?.state ?? "PASS",
    reasons: found,
    budgets,
  };
}

type Rule = (result: Result, budgets: readonly BudgetRow[]) => Reason[];

const rules: readonly Rule[] = [
  ({ run, log }) =>
    run.state !== "failed"
      ? []
      : [
          because(
            "k6_failed",
            `k6 ended with exit code ${run.k6ExitCode ?? "none"}: ${firstError(log)}`,
            "read k6.log in the run folder",
          ),
        ],
  ({ defects }) =>
    defects.map((defect) =>
      because("artefacts_defective", defect, "run again; if it happens again, check disk space and k6.log"),
    ),
  (result, budgets) => disagreements(result, budgets),
  ({ run, scenarios }) =>
    run.state === "failed"
      ? []
      : scenarios
          .filter(({ completed }) => completed === 0)
          .map((scenario) =>
            because(
              "nothing_finished",
              `${scenario.name}: ${ended(scenario)}`,
              "check that the target answers at all, then whether one iteration fits into the duration",
            ),
          ),
  ({ run, scenarios }) =>
    run.state !== "completed"
      ? []
      : scenarios
          .filter(({ interrupted, completed }) => interrupted > 0 && completed > 0)
          .map(({ name, started, interrupted }) =>
            because(
              "cut_off",
              `${name}: ${interrupted} of ${started} iterations were cut off, with their slowest requests unrecorded`,
              "look for requests that hang; if iterations really take that long, raise gracefulStopSeconds",
            ),
          ),
  ({ scenarios }) =>
    scenarios
      .filter(({ started, failed }) => share(failed, started) > limits.threw)
      .map((scenario) =>
        because(
          "iterations_threw",
          `${scenario.name}: ${scenario.failed} of ${scenario.started} iterations threw`,
          "read the first error in k6.log: a journey met an answer that it could not use",
        ),
      ),
  ({ outcomes }) =>
    tooMany(outcomes.throttled, answers(outcomes), limits.throttled)
      ? [
          because(
            "throttled",
            `${percent(outcomes.throttled, outcomes)} of ${answers(outcomes)} answers were 429`,
            "raise the target's throttle rates, use more users, or plan a lower rate",
          ),
        ]
      : [],
  ({ outcomes }) =>
    tooMany(outcomes.signed_out, answers(outcomes), limits.signedOut)
      ? [
          because(
            "signed_out",
            `${percent(outcomes.signed_out, outcomes)} of ${answers(outcomes)} answers were a login page, a redirect to it, or 401`,
            "check the personas' passwords and whether the target keeps its sessions",
          ),
        ]
      : [],
  ({ scenarios }) =>
    scenarios
      .filter(({ dropped, started }) => share(dropped, dropped + started) > limits.dropped)
      .map(({ name, dropped, started, maxVus }) =>
        because(
          "load_not_delivered",
          `${name}: ${dropped} of ${dropped + started} planned iterations were never started, with ${maxVus} virtual users`,
          "give it more virtual users (--vus), or a lower rate (--rate): a slow target needs more of them",
        ),
      ),
  ({ thresholds, budgets }) =>
    extra(thresholds, budgets)
      .filter(({ samples, passed }) => samples === 0 && passed)
      .map(({ key, expression }) =>
        because(
          "empty_threshold",
          `${key} ${expression} held on no sample at all`,
          "check the spelling of its tags, or remove the threshold",
        ),
      ),
  (_, budgets) =>
    gates(budgets)
      .filter((budget) => budget.state === "no_samples" && !explained(budget, budgets))
      .map(({ id, key }) =>
        because(
          "no_samples",
          `${id}: no sample has ${key}`,
          "check that the journeys send such requests, and the spelling of the budget's tags",
        ),
      ),
  (_, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "broken")
      .map((budget) =>
        because(
          "budget_broken",
          `${budget.id}: ${figure(budget)}, the limit is ${budget.operator} ${budget.limit}${unit(budget)} (${budget.samples} samples)`,
          advice[budget.statistic],
        ),
      ),
  ({ thresholds, budgets }) =>
    extra(thresholds, budgets)
      .filter(({ passed }) => !passed)
      .map(({ key, expression }) =>
        because(
          "threshold_crossed",
          `${key} ${expression} was crossed`,
          "it is no budget of the catalogue: read where the suite adds it",
        ),
      ),
  ({ outcomes }) =>
    tooMany(outcomes.no_answer, answers(outcomes), limits.noAnswer)
      ? [
          because(
            "no_answer",
            `${outcomes.no_answer} of ${answers(outcomes)} requests got no answer within the time-out`,
            "look at the target's log at that time: it hung, refused connections or was down",
          ),
        ]
      : [],
  ({ run }) =>
    run.state === "interrupted"
      ? [
          because(
            "interrupted",
            `the run was stopped after ${Math.round(run.durationSeconds)} s`,
            "run it again to its end",
          ),
        ]
      : [],
  (_, budgets) =>
    gates(budgets)
      .filter(({ state }) => state === "too_few_samples")
      .map(({ id, samples, minSamples }) =>
        because(
          "too_few_samples",
          `${id}: ${samples} samples, at least ${minSamples} are needed`,
          "run longer, or with more virtual users",
        ),
      ),
];

const advice = {
  "p(95)": "open the report: the endpoint table names the slow ones, the chart when it began",
  rate: "open the report: outcomes and statuses per endpoint name what failed",
  count: "open the report: outcomes per endpoint and k6's log name where it happened",
} as const;

function because(name: ReasonName, sentence: string, what: string): Reason {
  return { name, state: reasons[name].state, sentence, advice: what };
}

function budgetRow(budget: BudgetResult): BudgetRow {
  return { ...budget, state: budgetState(budget), margin: marginOf(budget) };
}

/** A share or a count that breaks its limit does so on few samples too; a percentile needs its minimum either way. */
function budgetState(budget: BudgetResult): BudgetState {
  if (budget.measured === null || budget.samples === 0) return "no_samples";
  const few = budget.samples < budget.minSamples;
  if (few && (budget.statistic === "p(95)" || holds(budget.measured, budget))) return "too_few_samples";
  return holds(budget.measured, budget) ? "met" : "broken";
}

function holds(measured: number, { operator, limit }: BudgetResult): boolean {
  return operator === "<" ? measured < limit : operator === ">" ? measured > limit : measured === limit;
}

function marginOf(budget: BudgetResult): number | null {
  const { measured, limit, operator, samples } = budget;
  if (measured === null || samples === 0) return null;
  if (limit === 0) return holds(measured, budget) ? 0 : -1;
  const distance =
    operator === "<" ? limit - measured : operator === ">" ? measured - limit : -Math.abs(limit - measured);
  return distance / limit;
}

const stateRank: readonly BudgetState[] = ["broken", "no_samples", "too_few_samples", "met"];

function worstFirst(a: BudgetRow, b: BudgetRow): number {
  if (a.severity !== b.severity) return a.severity === "gate" ? -1 : 1;
  return (
    stateRank.indexOf(a.state) - stateRank.indexOf(b.state) ||
    (a.margin ?? 0) - (b.margin ?? 0) ||
    a.id.localeCompare(b.id)
  );
}

function gates(budgets: readonly BudgetRow[]): BudgetRow[] {
  return budgets.filter(({ severity }) => severity === "gate");
}

/** Latency has no sample because nearly every request failed: the broken budget of its card says so already. */
function explained(budget: BudgetRow, budgets: readonly BudgetRow[]): boolean {
  return (
    budget.unit === "ms" &&
    gates(budgets).some(
      ({ card, state, unit }) => card === budget.card && unit === "rate" && state === "broken",
    )
  );
}

/** Thresholds that do not come from the plan's budgets, nor guard them. */
function extra(thresholds: Result["thresholds"], budgets: readonly BudgetResult[]): Result["thresholds"] {
  const keys = new Set(budgets.map(({ key }) => key));
  return thresholds.filter(({ key, expression }) => !keys.has(key) && !/^count>=\d+$/.test(expression));
}

/** k6 judged the same figure by the same limit; if it came to another answer, one of us is wrong. */
function disagreements({ thresholds }: Result, budgets: readonly BudgetRow[]): Reason[] {
  return gates(budgets)
    .filter(({ measured }) => measured !== null)
    .flatMap((budget) => {
      const theirs = thresholds.find(
        ({ key, expression }) =>
          key === budget.key && expression === `${budget.statistic}${budget.operator}${budget.limit}`,
      );
      if (theirs === undefined)
        return [
          because(
            "artefacts_defective",
            `k6 had no threshold for the budget ${budget.id}`,
            "the suite that ran is not the one that was planned: run again",
          ),
        ];
      const ours = holds(budget.measured ?? Number.NaN, budget);
      if (theirs.passed === ours) return [];
      return [
        because(
          "artefacts_defective",
          `k6 says that ${budget.id} ${theirs.passed ? "holds" : "is crossed"}, its own figure says the opposite`,
          "please report this",
        ),
      ];
    });
}

function ended({ started, failed, interrupted }: ScenarioResult): string {
  if (started === 0) return "no iteration was started";
  return `none of ${started} iterations reached its end (${failed} threw, ${interrupted} were cut off)`;
}

function firstError(log: Result["log"]): string {
  return log.find(({ level }) => level === "error")?.message.split("\n")[0] ?? "its log says nothing";
}

function answers(outcomes: Result["outcomes"]): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function tooMany(part: number, whole: number, limit: number): boolean {
  return share(part, whole) > limit;
}

function percent(part: number, outcomes: Result["outcomes"]): string {
  return `${(100 * share(part, answers(outcomes))).toFixed(1)} %`;
}

function unit({ unit: name }: BudgetResult): string {
  return name === "ms" ? " ms" : "";
}

function figure(budget: BudgetRow): string {
  const { measured, statistic, unit: name } = budget;
  if (measured === null) return `${statistic} has no figure`;
  return name === "rate"
    ? `${(100 * measured).toFixed(2)} %`
    : `${statistic} is ${Math.round(measured * 10) / 10}${unit(budget)}`;
}
