// Durations of any number, in bounded memory: all of them up to a number, then a fair choice of that many.

import { quantile, sorted } from "../../result/quantile.ts";

const MOST_KEPT = 10_000;

export class SampleKeeper {
  readonly #kept: number[] = [];
  #samples = 0;
  #max = 0;

  /** Milliseconds. */
  add(value: number): void {
    this.#samples += 1;
    this.#max = Math.max(this.#max, value);
    if (this.#kept.length < MOST_KEPT) this.#kept.push(value);
    else {
      // Each value so far has the same chance to be among the kept ones.
      const place = Math.floor(Math.random() * this.#samples);
      if (place < MOST_KEPT) this.#kept[place] = value;
    }
  }

  /** Null where there is none. The number and the largest are exact, the percentiles while all are kept. */
  distribution(): { samples: number; p50: number; p95: number; max: number } | null {
    if (this.#samples === 0) return null;
    const values = sorted(this.#kept);
    const at = (share: number): number => quantile(values, share) ?? 0;
    return { samples: this.#samples, p50: at(0.5), p95: at(0.95), max: this.#max };
  }
}
