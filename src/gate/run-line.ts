// What the decision says of one run beside its findings: its line, its accepted budgets, the limits that are not the catalogue's.

import { viewBudget } from "../report/budget-view.ts";
import { worstFigure } from "../risk/ceiling.ts";
import { daysLeft } from "../risk/check.ts";
import { gates } from "../verdict/budget-rows.ts";
import type { Accepted, GivenRun, JudgedRun, RunLine } from "./decision.ts";
import type { RunJudgement } from "./judge-run.ts";

export function lineOf({ run, broken, accepted }: RunJudgement): RunLine {
  if (run.state === "unreadable") {
    const unknown = { id: null, profile: null, environment: null, build: null };
    return { folder: run.folder, verdict: "unreadable", ...unknown, broken: 0, accepted: [] };
  }
  const { id, profile, environment, build } = run.run;
  return {
    folder: run.folder,
    id,
    verdict: run.verdict.state,
    profile,
    environment,
    build,
    broken,
    accepted: accepted.map(({ budget }) => budget.id),
  };
}

export function acceptedOf({ run, accepted }: RunJudgement, now: Date): Accepted[] {
  return accepted.map(({ budget, file, acceptance }) => {
    const { id, ceiling, expires, owner, approver, ticket, reason } = acceptance;
    return {
      run: (run as JudgedRun).run.id,
      scenario: budget.card,
      budget: budget.id,
      acceptance: id,
      file: file.file,
      limit: budget.limit,
      measured: worstFigure(budget),
      ceiling,
      expires,
      daysLeft: daysLeft(acceptance, now),
      owner,
      approver,
      ticket,
      reason,
    };
  });
}

/** Limits that are named, of those that an environment file replaced. */
const NAMED = 5;

/** A store that lacks samples and need not have them. */
export function shortNotes(run: GivenRun): string[] {
  if (run.state !== "judged" || run.outputs.required) return [];
  return run.outputs.lacking.map((sentence) => `${run.run.id}: ${sentence}`);
}

/** A limit that the environment file raises makes a run pass that the catalogue's would not: it has to be seen. */
export function replacedLimits(run: GivenRun): string[] {
  if (run.state !== "judged") return [];
  const replaced = gates(run.verdict.budgets).filter(({ overrides }) => overrides !== undefined);
  if (replaced.length === 0) return [];
  const named = replaced.slice(0, NAMED).map((row) => {
    const { limit, overridden } = viewBudget(row);
    return `${row.id} ${limit} instead of ${overridden}`;
  });
  const more = replaced.length > NAMED ? [`and ${replaced.length - NAMED} more`] : [];
  return [`${run.run.id}: limits of the environment file: ${[...named, ...more].join(", ")}`];
}
