// A finding of the doctor as the terminal shows it.

import { styleText } from "node:util";
import type { Diagnosed, FindingState } from "../doctor/finding.ts";

const marks = {
  ok: { mark: "✓", color: "green" },
  warning: { mark: "!", color: "yellow" },
  failed: { mark: "✗", color: "red" },
  skipped: { mark: "–", color: "gray" },
} as const satisfies Record<FindingState, { mark: string; color: string }>;

/** What was seen, and below it what to do. Ends without a newline. */
export function findingLines({ check, state, saw, fix }: Diagnosed, paint: boolean): string {
  const { mark, color } = marks[state];
  const head = `${paint ? styleText(color, mark) : mark} ${check.padEnd(24)} `;
  const text = saw.split("\n").join(`\n${" ".repeat(27)}`);
  const isNews = state === "warning" || state === "failed";
  return head + text + (isNews && fix !== undefined ? `\n${" ".repeat(27)}do  ${fix}` : "");
}
