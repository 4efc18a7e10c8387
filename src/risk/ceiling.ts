// How far beyond its limit a budget may be accepted, and whether a figure is within a ceiling. By the operator, because a
// latency that is accepted is higher than its limit and a hit ratio that is accepted is lower.

import type { BudgetResult } from "../result/result.ts";

export type Limited = Pick<BudgetResult, "operator" | "unit" | "limit">;

/** Faults that somebody can have looked at one by one; there is no double of none. */
const MOST_FAULTS = 10;

/**
 * The furthest ceiling. Twice the limit: what takes or fails twice as much as was promised is a regression that can be
 * borne for a month; beyond that it is an outage with a ticket. A share has an end, so it may also go only half the way
 * to where nothing is promised any more: `> 0.99` to 0.98, `> 0.5` to 0.25, `< 0.9` to 0.95.
 */
export function widestCeiling({ operator, unit, limit }: Limited): number {
  const isShare = unit === "rate";
  if (operator === ">") return rounded(isShare ? Math.max(1 - 2 * (1 - limit), limit / 2) : limit / 2);
  if (limit === 0) return isShare ? 0 : MOST_FAULTS;
  return rounded(isShare ? Math.min(2 * limit, 1 - (1 - limit) / 2) : 2 * limit);
}

/** Whether the ceiling lies beyond what any acceptance may have. */
export function isTooWide(ceiling: number, limited: Limited): boolean {
  const widest = widestCeiling(limited);
  return limited.operator === ">" ? ceiling < widest : ceiling > widest;
}

/** Whether it accepts nothing: what it allows, the limit allows too. */
export function isTooNarrow(ceiling: number, { operator, limit }: Limited): boolean {
  return operator === ">" ? ceiling > limit : operator === "<" ? ceiling < limit : ceiling <= limit;
}

type Measured = Limited & Pick<BudgetResult, "measured" | "interval">;

/** The worst that the figure could have been; null where that has no bound. */
export function worstFigure({ measured, interval }: Measured): number | null {
  return interval === null ? measured : interval.upper;
}

/** The ceiling itself is within. What could have been worse than the ceiling is not. */
export function isWithin(row: Measured, ceiling: number): boolean {
  const worst = worstFigure(row);
  if (worst === null) return false;
  if (row.operator === ">") return worst >= ceiling;
  if (row.operator === "<") return worst <= ceiling;
  return Math.abs(worst - row.limit) <= Math.abs(ceiling - row.limit);
}

/** 0.98 and not 0.98000000000000001: figures stand in files that people write. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
