// What a run says of a broken budget that somebody wants to accept. Called by risk-new.ts.

import { Problem } from "../problem.ts";
import { widestCeiling, worstFigure } from "../risk/ceiling.ts";
import { acceptable } from "../verdict/acceptable.ts";
import { gates } from "../verdict/budget-rows.ts";
import { judge } from "../verdict/judge.ts";
import type { BudgetRow } from "../verdict/verdict.ts";
import { folderOfRun, resultOfRun } from "./stored-run.ts";
import { say } from "./terminal.ts";

type Choice = { readonly run?: string; readonly out?: string; readonly budget?: string };

type Told = {
  readonly scenario: string;
  readonly budget: string;
  readonly environment: string;
  readonly limit: number;
  readonly measured?: number;
};

/** What a run says of its broken budget. Throws a Problem where it has nothing that could be accepted. */
export async function brokenBudget({
  run,
  out,
  budget: id,
}: Choice): Promise<{ budget: BudgetRow; known: Told } | undefined> {
  if (run === undefined) return undefined;
  const result = await resultOfRun(folderOfRun(run, out));
  const verdict = judge(result);
  const broken =
    verdict.state === "INVALID" ? [] : gates(verdict.budgets).filter(({ state }) => state === "broken");
  const row = id === undefined && broken.length === 1 ? broken[0] : broken.find((one) => one.id === id);
  if (row === undefined) {
    const names = broken.map((one) => one.id).join(", ");
    throw new Problem({
      what: id === undefined ? "Which broken budget is meant?" : `The run has no broken budget ${id}.`,
      saw: `${verdict.runId} is ${verdict.state}; broken gates that can be accepted: ${names || "none"}`,
      fix: names === "" ? "there is nothing to accept" : "name one of them with --budget",
      exit: "configuration",
    });
  }
  const other = verdict.reasons.filter(({ name }) => !acceptable[name].acceptable);
  if (other.length > 0)
    say(
      `The gate fails nevertheless: ${[...new Set(other.map(({ name }) => name))].join(", ")} cannot be accepted.`,
    );
  const known = {
    scenario: row.card,
    budget: row.id,
    environment: result.run.environment,
    limit: row.limit,
    ...(row.measured === null ? {} : { measured: row.measured }),
  };
  return { budget: row, known };
}

export function belowFigure(budget: BudgetRow, ceiling: string): Problem {
  const worst = worstFigure(budget);
  return new Problem({
    what: `A ceiling of ${ceiling} does not cover what the run measured of ${budget.id}.`,
    saw:
      worst === null ? "the figure has no bound: planned requests were never sent" : `it is ${worst} there`,
    fix: `give one that does; the furthest is ${widestCeiling(budget)}, and beyond that it has to be mended`,
    exit: "configuration",
  });
}
