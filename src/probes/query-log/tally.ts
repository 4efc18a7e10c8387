// Logged statements, counted by their text without values.

import type { Consumer } from "../../result/probes.ts";
import { normalised, shortened } from "../statement-text.ts";
import type { LoggedStatement } from "./records.ts";

/** Kinds of statements that are told apart; those of any further kind are counted together. */
export const MOST_KINDS = 1_000;
/** Characters by which kinds are told apart. */
const MOST_KEY = 2_000;
const MOST_TOLD = 20;

type Kind = { calls: number; ms: number };

export class Tally {
  readonly #kinds = new Map<string, Kind>();
  readonly #others: Kind = { calls: 0, ms: 0 };
  #statements = 0;
  #ms = 0;

  add({ text, seconds }: LoggedStatement): void {
    const ms = seconds * 1000;
    this.#statements += 1;
    this.#ms += ms;
    const kind = this.#kindOf(normalised(text).slice(0, MOST_KEY));
    kind.calls += 1;
    kind.ms += ms;
  }

  get statements(): number {
    return this.#statements;
  }

  get ms(): number {
    return this.#ms;
  }

  /** By total time, the longest first; at most 20, and one more for all of further kinds. */
  top(): Consumer[] {
    const told = [...this.#kinds]
      .map(([text, { calls, ms }]) => ({ text: shortened(text), calls, ms, rows: null }))
      .sort((a, b) => b.ms - a.ms || b.calls - a.calls)
      .slice(0, MOST_TOLD);
    const { calls, ms } = this.#others;
    const others = { text: `(statements of further kinds than ${MOST_KINDS})`, calls, ms, rows: null };
    return calls === 0 ? told : [...told, others];
  }

  #kindOf(text: string): Kind {
    const known = this.#kinds.get(text);
    if (known !== undefined) return known;
    if (this.#kinds.size >= MOST_KINDS) return this.#others;
    const kind = { calls: 0, ms: 0 };
    this.#kinds.set(text, kind);
    return kind;
  }
}
