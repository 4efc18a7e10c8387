// One budget as a row of figures: the words and numbers that the terminal and the HTML report both show.

import type { BudgetRow, BudgetState } from "../verdict/verdict.ts";
import { count, figure, milliseconds, signedShare } from "./format.ts";
import type { Tone } from "./verdict-view.ts";

const states = {
  met: { sign: "✓", word: "met", tone: "good" },
  broken: { sign: "✗", word: "broken", tone: "bad" },
  unbounded: { sign: "⊘", word: "unbounded", tone: "void" },
  undecided: { sign: "?", word: "undecided", tone: "unsure" },
  too_few_samples: { sign: "?", word: "too few", tone: "unsure" },
  no_samples: { sign: "⊘", word: "no data", tone: "void" },
} as const satisfies Record<BudgetState, { sign: string; word: string; tone: Tone }>;

const operators = { "<": "<", ">": ">", "==": "=" } as const satisfies Record<BudgetRow["operator"], string>;

export type BudgetView = {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
  /** `< 500 ms`, `> 99 %`, `= 0`. */
  readonly limit: string;
  readonly measured: string;
  /** `12 ms to 31 ms`, or `12 ms, no upper bound`, where iterations were dropped. */
  readonly bounds: string | null;
  readonly margin: string;
  /** `1,234 / 59`: how many there are, how many are needed. */
  readonly samples: string;
  /** The catalogue's limit, where the environment file replaced it. */
  readonly overridden: string | null;
};

export function viewBudget(row: BudgetRow): BudgetView {
  const asLimit = (limit: number): string => `${operators[row.operator]} ${figure(row.unit, limit)}`;
  return {
    ...states[row.state],
    limit: asLimit(row.limit),
    measured: figure(row.unit, row.measured, row.limit),
    bounds: intervalText(row.interval),
    margin: marginOf(row),
    samples: `${count(row.samples)} / ${count(row.minSamples)}`,
    overridden: row.overrides === undefined ? null : asLimit(row.overrides),
  };
}

/** Between which bounds a percentile lies when part of the planned requests was never sent; null where all were. */
export function intervalText(interval: BudgetRow["interval"]): string | null {
  if (interval === null) return null;
  const { lower, upper } = interval;
  return upper === null
    ? `from ${milliseconds(lower)}, no upper bound`
    : `${milliseconds(lower)} to ${milliseconds(upper)}`;
}

/** The same for a narrow column: `12 ms–31 ms`, `12 ms–∞`. */
export function shortInterval(interval: BudgetRow["interval"]): string | null {
  if (interval === null) return null;
  const { lower, upper } = interval;
  return `${milliseconds(lower)}–${upper === null ? "∞" : milliseconds(upper)}`;
}

/** A share of zero says nothing: there, the distance is what was measured. */
function marginOf(row: BudgetRow): string {
  if (row.limit !== 0 || row.margin === null || row.measured === null) return signedShare(row.margin);
  return row.measured === 0 ? figure(row.unit, 0) : `−${figure(row.unit, row.measured)}`;
}
