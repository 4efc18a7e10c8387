// Judges one run: (result) → verdict. Pure. A run passes only when every gate holds on enough samples and nothing says
// that the run is not what it seems; each rule is one way in which bare k6 exits 0 on nothing.

import type { Result } from "../result/result.ts";
import { budgetRows } from "./budget-rows.ts";
import { notesOn } from "./notes.ts";
import { because } from "./reasons.ts";
import { breakingPoint } from "./rules/breaking-point.ts";
import { completeness } from "./rules/completeness.ts";
import { evidence } from "./rules/evidence.ts";
import { generator } from "./rules/generator.ts";
import type { Rule } from "./rules/rule.ts";
import { VERDICT_SCHEMA, type Verdict, type VerdictState } from "./verdict.ts";

/** The worst decides: a run that cannot be believed is not a failed one. */
const rank: readonly VerdictState[] = ["INVALID", "FAIL", "INCONCLUSIVE"];

const rulesOf: Readonly<Record<Result["run"]["state"], readonly Rule[]>> = {
  completed: [...completeness, ...generator, ...evidence],
  aborted: breakingPoint,
  interrupted: [...generator, ...evidence, wasInterrupted],
  failed: [k6Failed, ...evidence],
};

export function judge(result: Result): Verdict {
  const budgets = budgetRows(result.budgets);
  const reasons = rulesOf[result.run.state]
    .flatMap((rule) => rule(result, budgets))
    .sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
  return {
    schema: VERDICT_SCHEMA,
    runId: result.run.id,
    state: reasons[0]?.state ?? "PASS",
    reasons,
    notes: notesOn(result),
    budgets,
  };
}

function wasInterrupted(...[result, budgets]: Parameters<Rule>): ReturnType<Rule> {
  const sentence = `the run was stopped after ${Math.round(result.run.durationSeconds)} s`;
  return [because("interrupted", { result, budgets }, sentence)];
}

function k6Failed(...[result, budgets]: Parameters<Rule>): ReturnType<Rule> {
  const sentence = `k6 ended with exit code ${result.run.k6ExitCode ?? "none"}: ${firstError(result.log)}`;
  return [because("k6_failed", { result, budgets }, sentence)];
}

function firstError(log: Result["log"]): string {
  return log.find(({ level }) => level === "error")?.message.split("\n")[0] ?? "its log says nothing";
}
