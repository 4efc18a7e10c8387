// What the gate's tests give it: judged runs with a few budgets as they should be, and acceptances, whole but for a change.

import { stringify } from "yaml";
import { decide } from "../../src/gate/decide.ts";
import type { Decision, GateInput, JudgedRun } from "../../src/gate/decision.ts";
import type { BudgetResult, Result } from "../../src/result/result.ts";
import { type AcceptanceFile, parseAcceptance } from "../../src/risk/acceptance-file.ts";
import { judge } from "../../src/verdict/judge.ts";
import { shortOutputs } from "../../src/verdict/outputs.ts";
import { healthy, thresholdsFor } from "../verdict/results.ts";

export const READ = "api_crud_read_p95";
export const WRITE = "api_crud_write_p95";

export const now = new Date("2026-11-26T10:00:00Z");

const base = healthy();

/** Every gate met, but for the measured figures by budget id. */
export function resultWith(figures: Readonly<Record<string, number>>, id = "run-a"): Result {
  const budgets = base.budgets.map((budget): BudgetResult => {
    const measured = figures[budget.id];
    return measured === undefined ? budget : { ...budget, measured };
  });
  const crossed = budgets
    .filter(({ id: of, measured, limit, operator }) => {
      if (figures[of] === undefined || measured === null) return false;
      return operator === "<" ? measured >= limit : operator === ">" ? measured <= limit : measured !== limit;
    })
    .map(({ id: of }) => of);
  return {
    ...base,
    run: { ...base.run, id, k6ExitCode: crossed.length === 0 ? 0 : 99 },
    budgets,
    thresholds: thresholdsFor(budgets, crossed),
  };
}

export function runOf(result: Result): JudgedRun {
  return {
    state: "judged",
    folder: `/runs/${result.run.id}`,
    run: result.run,
    verdict: judge(result),
    outputs: shortOutputs(result),
  };
}

export function runWith(figures: Readonly<Record<string, number>>, id?: string): JudgedRun {
  return runOf(resultWith(figures, id));
}

const whole = {
  id: "RA-1",
  scenario: "api_crud",
  budget: READ,
  environment: "local",
  limit: 500,
  ceiling: 700,
  reason: "the new filter has no index yet",
  mitigation: "lists are capped at fifty rows",
  ticket: "PERF-12",
  owner: "@jane",
  approver: "@joe",
  created: "2026-11-20",
  expires: "2026-12-10",
};

export type Change = Readonly<Record<string, string | number | undefined>>;

/** The text of a right file for `READ`, with these fields instead; undefined leaves one out. */
export function acceptanceText(change: Change = {}): string {
  return stringify({ ...whole, ...change }, { keepUndefined: false });
}

export function acceptanceFile(change: Change = {}): AcceptanceFile {
  const { id } = { ...whole, ...change };
  return parseAcceptance(`risk-acceptances/${id}.yaml`, acceptanceText(change));
}

export function ask(input: Partial<GateInput>): Decision {
  return decide({ runs: [], acceptances: [], expected: {}, now, ...input });
}
