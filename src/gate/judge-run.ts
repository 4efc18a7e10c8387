// What the gate says of one run: the findings, and the broken budgets that an acceptance covers. Called by decide.ts.

import { viewBudget } from "../report/budget-view.ts";
import { figure } from "../report/format.ts";
import type { AcceptanceFile } from "../risk/acceptance-file.ts";
import { acceptable } from "../verdict/acceptable.ts";
import { gates } from "../verdict/budget-rows.ts";
import type { BudgetRow, Reason } from "../verdict/verdict.ts";
import { type Cover, type Covering, coverOf } from "./cover.ts";
import type { Expected, GivenRun, JudgedRun } from "./decision.ts";
import { type Finding, type FindingName, finding } from "./findings.ts";

export type RunJudgement = {
  readonly run: GivenRun;
  readonly findings: readonly Finding[];
  readonly broken: number;
  readonly accepted: readonly (Covering & { readonly budget: BudgetRow })[];
};

export function judgeRun(run: GivenRun, files: readonly AcceptanceFile[], expected: Expected): RunJudgement {
  if (run.state === "unreadable")
    return {
      run,
      findings: [finding("run_unreadable", `${run.folder}: ${run.because}`, run.folder)],
      broken: 0,
      accepted: [],
    };
  const { verdict } = run;
  const other = unexpected(run, expected);
  const invalid = verdict.reasons.filter(({ state }) => state === "INVALID");
  // Its budgets prove nothing, neither broken nor met: nothing is accepted.
  if (verdict.state === "INVALID" || invalid.length > 0) {
    const why =
      invalid.length > 0 ? ofReasons(run, invalid, "run_invalid") : [unexplained(run, "run_invalid")];
    return { run, findings: [...other, ...why], broken: 0, accepted: [] };
  }
  const broken = gates(verdict.budgets).filter(({ state }) => state === "broken");
  const covers = broken.map((budget) => ({ budget, cover: coverOf(budget, run, files) }));
  const uncovered = covers.flatMap(({ budget, cover }) => uncoveredFinding(run, budget, cover));
  const rest = verdict.reasons.filter(({ name }) => !acceptable[name].acceptable);
  const found = [
    ...other,
    ...uncovered,
    ...ofReasons(
      run,
      rest.filter(({ state }) => state === "FAIL"),
      "run_failed",
    ),
    ...ofReasons(
      run,
      rest.filter(({ state }) => state === "INCONCLUSIVE"),
      "run_inconclusive",
    ),
    ...(verdict.state !== "PASS" && broken.length === 0 && rest.length === 0
      ? [unexplained(run, "run_failed")]
      : []),
    ...shortFindings(run),
  ];
  return {
    run,
    findings: found,
    broken: broken.length,
    accepted: covers.flatMap(({ budget, cover }) =>
      cover.state === "accepted" ? [{ budget, file: cover.file, acceptance: cover.acceptance }] : [],
    ),
  };
}

const expectations = [
  ["build", "other_build"],
  ["profile", "other_profile"],
  ["environment", "other_environment"],
] as const;

function unexpected({ run }: JudgedRun, expected: Expected): Finding[] {
  return expectations
    .filter(([field]) => expected[field] !== undefined && expected[field] !== run[field])
    .map(([field, name]) =>
      finding(name, `${run.id}: its ${field} is ${run[field]}, expected is ${expected[field]}`, run.id),
    );
}

function uncoveredFinding({ run }: JudgedRun, budget: BudgetRow, cover: Cover): Finding[] {
  const { limit, measured, bounds } = viewBudget(budget);
  const figures = `${budget.id}: ${bounds ?? measured}, the limit is ${limit}`;
  if (cover.state === "accepted") return [];
  if (cover.state === "none") return [finding("budget_broken", figures, run.id, budget)];
  const { id, ceiling, ticket } = cover.acceptance;
  const sentence = `${figures}, ${id} accepts up to ${figure(budget.unit, ceiling)} (${ticket})`;
  return [{ ...finding("above_ceiling", sentence, run.id, budget), file: cover.file.file }];
}

function ofReasons({ run }: JudgedRun, reasons: readonly Reason[], name: FindingName): Finding[] {
  return reasons.map((reason) => ({
    ...finding(name, `${reason.name}: ${reason.sentence}`, run.id),
    fix: reason.advice,
  }));
}

/** Nobody looks at a run folder whose store was to be enough. */
function shortFindings({ run, outputs }: JudgedRun): Finding[] {
  if (!outputs.required) return [];
  return outputs.lacking.map((sentence) => finding("outputs_short", sentence, run.id));
}

/** A verdict that is no PASS and does not say why is no evidence of anything. */
function unexplained({ run, verdict }: JudgedRun, name: FindingName): Finding {
  return finding(name, `${run.id} is ${verdict.state}, and its verdict names no reason`, run.id);
}
