// Which exit code a verdict gives the process.

import { exitCodes } from "../exit-codes.ts";
import type { Result } from "../result/result.ts";
import { shortOutputs } from "./outputs.ts";
import type { Verdict, VerdictState } from "./verdict.ts";

const codes = {
  PASS: exitCodes.pass.code,
  FAIL: exitCodes.fail.code,
  INVALID: exitCodes.invalid.code,
  INCONCLUSIVE: exitCodes.inconclusive.code,
} as const satisfies Record<VerdictState, number>;

/**
 * An interruption and a script error keep k6's own codes, because a caller treats them differently. A store that lacks
 * samples hides no other code.
 */
export function exitCodeOf(result: Result, verdict: Verdict): number {
  if (result.run.state === "interrupted") return exitCodes.interrupted.code;
  if (result.run.k6ExitCode === exitCodes.script.code) return exitCodes.script.code;
  if (verdict.state === "PASS" && isLackingRequired(result)) return exitCodes.outputs.code;
  return codes[verdict.state];
}

function isLackingRequired(result: Result): boolean {
  const { required, lacking } = shortOutputs(result);
  return required && lacking.length > 0;
}
