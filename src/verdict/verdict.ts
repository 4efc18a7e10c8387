// The verdict's form, `verdict.json`: one of four states, the reasons for it, notes on what it says, each budget's row.
// Made by judge.ts, read by the reports, the exit code and later the gate.

import type { BudgetResult } from "../result/result.ts";
import type { ReasonName } from "./reasons.ts";

export const VERDICT_SCHEMA = "obcms-perf/verdict/2";

export type VerdictState = "PASS" | "FAIL" | "INVALID" | "INCONCLUSIVE";

/** Why the verdict is what it is. The sentence has the figures in it; the advice says what to do next. */
export type Reason = {
  readonly name: ReasonName;
  readonly state: Exclude<VerdictState, "PASS">;
  readonly sentence: string;
  readonly advice: string;
};

/**
 * `unbounded`: requests that were never sent leave the percentile without an upper bound.
 * `undecided`: what it could have been lies on both sides of the limit.
 */
export type BudgetState = "met" | "broken" | "unbounded" | "undecided" | "too_few_samples" | "no_samples";

export type BudgetRow = BudgetResult & {
  readonly state: BudgetState;
  /**
   * Distance to the limit as a share of it, positive while the budget holds: p(95) 400 of < 500 ms is +0.2.
   * Of an interval, the distance of the bound that decides. For a limit of 0 it is 0 when met and -Infinity cannot be
   * stored, so -1 when broken. Null without samples and without an upper bound.
   */
  readonly margin: number | null;
};

export type Verdict = {
  readonly schema: typeof VERDICT_SCHEMA;
  readonly runId: string;
  readonly state: VerdictState;
  /** Worst first; empty for PASS. */
  readonly reasons: readonly Reason[];
  /** How the figures are to be read, whatever the verdict: a sentence each, no reason for anything. */
  readonly notes: readonly string[];
  /** Gates before infos, worst margin first. */
  readonly budgets: readonly BudgetRow[];
};
