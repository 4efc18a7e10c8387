// Logged statements, counted by their text without values.

import type { Consumer } from "../../result/probes.ts";
import { normalised, shortened } from "../statement-text.ts";
import type { LoggedStatement } from "./records.ts";

/** Kinds of statements that are told apart; those of any further kind are counted together. */
export const MOST_KINDS = 1_000;
/** Characters by which kinds are told apart. */
const MOST_KEY = 2_000;
const MOST_TOLD = 20;

type Kind = { readonly text: string; calls: number; ms: number };

export class Tally {
  readonly #kinds = new Map<string, Kind>();
  readonly #others: Kind = { text: `(statements of further kinds than ${MOST_KINDS})`, calls: 0, ms: 0 };
  #statements = 0;
  #ms = 0;

  add({ text, seconds }: LoggedStatement): void {
    const ms = seconds * 1000;
    this.#statements += 1;
    this.#ms += ms;
    const kind = this.#kindOf(normalised(text));
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
    const told = [...this.#kinds.values()]
      .sort((a, b) => b.ms - a.ms || b.calls - a.calls)
      .slice(0, MOST_TOLD);
    const all = this.#others.calls === 0 ? told : [...told, this.#others];
    return all.map((kind) => ({ ...kind, rows: null }));
  }

  #kindOf(statement: string): Kind {
    const key = statement.slice(0, MOST_KEY);
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    if (this.#kinds.size >= MOST_KINDS) return this.#others;
    const kind = { text: shortened(statement), calls: 0, ms: 0 };
    this.#kinds.set(key, kind);
    return kind;
  }
}
