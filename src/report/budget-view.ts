// One budget as a row of figures: the words and numbers that the terminal and the HTML report both show.

import type { BudgetRow, BudgetState } from "../verdict/verdict.ts";
import { count, figure, signedShare } from "./format.ts";
import type { Tone } from "./verdict-view.ts";

const states = {
  met: { sign: "✓", word: "met", tone: "good" },
  broken: { sign: "✗", word: "broken", tone: "bad" },
  too_few_samples: { sign: "?", word: "too few", tone: "unsure" },
  no_samples: { sign: "⊘", word: "nothing", tone: "void" },
} as const satisfies Record<BudgetState, { sign: string; word: string; tone: Tone }>;

const operators = { "<": "<", ">": ">", "==": "=" } as const satisfies Record<BudgetRow["operator"], string>;

export type BudgetView = {
  readonly sign: string;
  readonly word: string;
  readonly tone: Tone;
  /** `< 500 ms`, `> 99 %`, `= 0`. */
  readonly limit: string;
  readonly measured: string;
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
    margin: marginOf(row),
    samples: `${count(row.samples)} / ${count(row.minSamples)}`,
    overridden: row.overrides === undefined ? null : asLimit(row.overrides),
  };
}

/** A share of zero says nothing: there, the distance is what was measured. */
function marginOf(row: BudgetRow): string {
  if (row.limit !== 0 || row.margin === null || row.measured === null) return signedShare(row.margin);
  return row.measured === 0 ? figure(row.unit, 0) : `−${figure(row.unit, row.measured)}`;
}
