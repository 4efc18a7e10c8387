// What each verdict means in one line, how it is marked where there is no colour, and how the process ends by it.
// Shared by the terminal's text and the HTML report; `exitOf` also by the command that ends the process.

import type { ExitName } from "../exit-codes.ts";
import type { Verdict, VerdictState } from "../verdict/verdict.ts";

/** Which of the report's colours something has; there is always a word or sign beside it. */
export type Tone = "good" | "bad" | "void" | "unsure";

export const verdictViews = {
  PASS: { sign: "✓", tone: "good", exit: "pass", means: "Every budget holds, each on enough samples." },
  FAIL: {
    sign: "✗",
    tone: "bad",
    exit: "fail",
    means: "The target did not keep a promise; the reasons say which.",
  },
  INVALID: {
    sign: "⊘",
    tone: "void",
    exit: "invalid",
    means: "This run proves nothing about the target, good or bad.",
  },
  INCONCLUSIVE: {
    sign: "?",
    tone: "unsure",
    exit: "inconclusive",
    means: "Nothing broken was seen, but too little was measured to say PASS.",
  },
} as const satisfies Record<VerdictState, { sign: string; tone: Tone; exit: ExitName; means: string }>;

/** A run that is inconclusive because somebody stopped it ends with k6's own code for that. */
export function exitOf(verdict: Verdict): ExitName {
  const stopped =
    verdict.state === "INCONCLUSIVE" && verdict.reasons.some(({ name }) => name === "interrupted");
  return stopped ? "interrupted" : verdictViews[verdict.state].exit;
}
