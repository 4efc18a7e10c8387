// Bounds of a percentile of which part was never sent, against a count by hand of every possible completion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { interval } from "../../src/result/interval.ts";
import { quantile, sorted } from "../../src/result/quantile.ts";

/** mulberry32 (public domain, T. Ettinger). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

for (const seed of [1, 2, 3]) {
  for (const { n, missing } of [
    { n: 2_000, missing: 20 },
    { n: 2_000, missing: 90 },
    { n: 400, missing: 4 },
    { n: 500, missing: 400 },
  ]) {
    test(`with ${missing} of ${n + missing} never sent, the bounds are those of filling them in (seed ${seed})`, () => {
      const random = randomFrom(seed);
      const measured = Array.from({ length: n }, () => 20 * Math.exp(2 * (random() + random() - 1)));
      const values = sorted(measured);
      const dropped = missing / (n + missing);
      for (const q of [0.5, 0.9, 0.95, 0.99]) {
        const bounds = interval(values, q, dropped);
        assert.ok(bounds !== null);
        const asInstant = sorted([...measured, ...Array.from({ length: missing }, () => 0)]);
        const asNever = sorted([...measured, ...Array.from({ length: missing }, () => Number.MAX_VALUE)]);
        within(bounds.lower, asInstant, q);
        if (q / (1 - dropped) >= 1) assert.equal(bounds.upper, null);
        else within(bounds.upper ?? Number.NaN, asNever, q);
      }
    });
  }
}

/** A rank is worth less than one place: the two ways of counting may interpolate between neighbours differently. */
function within(bound: number, filled: Float64Array, q: number): void {
  const rank = q * (filled.length - 1);
  const low = filled[Math.max(0, Math.floor(rank) - 1)] ?? Number.NaN;
  const high = filled[Math.min(filled.length - 1, Math.ceil(rank) + 1)] ?? Number.NaN;
  assert.ok(bound >= low && bound <= high, `${bound} is not in ${low} .. ${high}`);
}

test("with nothing dropped both bounds are the percentile itself", () => {
  const values = sorted([5, 1, 4, 2, 3]);
  assert.deepEqual(interval(values, 0.95, 0), {
    lower: quantile(values, 0.95),
    upper: quantile(values, 0.95),
  });
});

test("from one twentieth dropped a 95th percentile has no upper bound, and above q no lower but 0", () => {
  const values = sorted([1, 2, 3]);
  assert.notEqual(interval(values, 0.95, 0.0499)?.upper, null);
  assert.equal(interval(values, 0.95, 0.0501)?.upper, null);
  assert.deepEqual(interval(values, 0.95, 0.96), { lower: 0, upper: null });
  assert.equal(interval(sorted([]), 0.95, 0.1), null);
});
