// What is said of a store that a run was written to, in the terminal and in the HTML report.

import { type OutputResult, stores } from "../result/outputs.ts";
import { count } from "./format.ts";
import type { Tone } from "./verdict-view.ts";

export type OutputView = {
  readonly title: string;
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
  /** `1,392 of 1,392 requests`; what was sent alone where nobody could ask. */
  readonly requests: string;
};

const words = {
  complete: { sign: "✓", word: "complete", tone: "good" },
  incomplete: { sign: "✗", word: "incomplete", tone: "bad" },
  refused: { sign: "✗", word: "refused", tone: "bad" },
  unknown: { sign: "?", word: "not known", tone: "unsure" },
} as const satisfies Record<OutputResult["state"], { sign: string; word: string; tone: Tone }>;

export function viewOutput({ store, state, told, stored }: OutputResult): OutputView {
  const { title } = stores[store];
  const requests = stored === null ? `${count(told)} sent` : `${count(stored)} of ${count(told)} requests`;
  return { title, ...words[state], requests };
}
