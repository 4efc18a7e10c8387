// The form of a rule: it looks at a result and its budget rows, and gives the reasons that it finds.

import type { Result } from "../../result/result.ts";
import type { BudgetRow, Reason } from "../verdict.ts";

export type Rule = (result: Result, budgets: readonly BudgetRow[]) => Reason[];

/** A part of a whole from 0 to 1; 0 of nothing. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export function percent(part: number, whole: number): string {
  return `${(100 * share(part, whole)).toFixed(1)} %`;
}

/** Thresholds that no budget of the catalogue made. */
export function addedThresholds({ thresholds }: Result): Result["thresholds"] {
  return thresholds.filter(({ role }) => role === "extra");
}
