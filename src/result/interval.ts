// Between which bounds a percentile lies when part of the planned requests was never sent.

import { quantile } from "./quantile.ts";

/**
 * `sorted`: measured durations, ascending. `dropped`: the share d of planned requests that were never sent, 0 to 1.
 * Had each of them been answered at once, quantile q of all would be the measured quantile (q − d) / (1 − d), and 0
 * below 0; had none ever been answered, the measured quantile q / (1 − d), and without bound from 1 up. Between the two
 * lies what a load that was really delivered would have shown: partial identification with missing observations,
 * C. Manski, "Partial Identification of Probability Distributions", Springer 2003, chapter 1. Null without samples.
 */
export function interval(
  sorted: Float64Array,
  q: number,
  dropped: number,
): { lower: number; upper: number | null } | null {
  const low = (q - dropped) / (1 - dropped);
  const high = q / (1 - dropped);
  const lower = low <= 0 ? 0 : quantile(sorted, low);
  if (lower === null || sorted.length === 0) return null;
  return { lower, upper: high >= 1 ? null : quantile(sorted, high) };
}
