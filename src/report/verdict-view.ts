// What each verdict means in one line, how it is marked where there is no colour, and the exit code that it gives.
// Shared by the terminal's text and the HTML report.

import { exitCodes } from "../exit-codes.ts";
import type { Result } from "../result/result.ts";
import { exitCodeOf } from "../verdict/exit.ts";
import type { Verdict, VerdictState } from "../verdict/verdict.ts";

/** Which of the report's colours something has; there is always a word or sign beside it. */
export type Tone = "good" | "bad" | "void" | "unsure";

export const verdictViews = {
  PASS: { sign: "✓", tone: "good", means: "Every budget holds, each on enough samples." },
  FAIL: { sign: "✗", tone: "bad", means: "The target did not keep a promise; the reasons say which." },
  INVALID: { sign: "⊘", tone: "void", means: "This run proves nothing about the target, good or bad." },
  INCONCLUSIVE: {
    sign: "?",
    tone: "unsure",
    means: "Nothing broken was seen, but too little was measured to say PASS.",
  },
} as const satisfies Record<VerdictState, { sign: string; tone: Tone; means: string }>;

/** `exit 0: PASS, or …`: the code with which the process ends, and its documented meaning. */
export function exitSentence(result: Result, verdict: Verdict): string {
  const code = exitCodeOf(result, verdict);
  const meaning = Object.values(exitCodes).find((row) => row.code === code)?.means;
  return `exit ${code}${meaning === undefined ? "" : `: ${meaning}`}`;
}
