// Reasons that differ only in their figures, such as ten broken budgets, as one: their advice is given once.

import type { Reason } from "../verdict/verdict.ts";

export type ReasonGroup = Pick<Reason, "name" | "state" | "advice"> & {
  readonly sentences: readonly string[];
};

/** Neighbours of one name and advice; the order, worst first, stays. */
export function groupReasons(reasons: readonly Reason[]): ReasonGroup[] {
  const groups: (ReasonGroup & { sentences: string[] })[] = [];
  for (const { name, state, sentence, advice } of reasons) {
    const last = groups.at(-1);
    if (last !== undefined && last.name === name && last.advice === advice) last.sentences.push(sentence);
    else groups.push({ name, state, advice, sentences: [sentence] });
  }
  return groups;
}
