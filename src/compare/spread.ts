// What equal runs differ by: the range in which one more run of an unchanged target is to be expected, from those that there
// are. The unit is the run: nothing within a run can tell how much runs differ.

import type { Figure } from "./side.ts";

/** Fewer have no spread worth the name: the range of two would be wider than any regression. */
export const RUNS_FOR_SPREAD = 3;

/** One run in twenty lies outside, by chance alone. */
export const OUTSIDE_BY_CHANCE = 0.05;

export type Spread = { readonly lower: number; readonly upper: number };

/**
 * The 95 % prediction interval of one more value, mean ± t(0.975, n−1) · s · √(1 + 1/n) (e.g. Hahn and Meeker, Statistical
 * Intervals, 2nd ed., 4.7); of logarithms where values are times or sizes, whose differences are ratios. Undefined for fewer
 * than three. Holds for values that scatter normally on that scale.
 */
export function spreadOf(values: readonly number[], unit: Figure["unit"]): Spread | undefined {
  const n = values.length;
  if (n < RUNS_FOR_SPREAD) return undefined;
  const isRatio = (unit === "ms" || unit === "bytes") && values.every((value) => value > 0);
  const scaled = isRatio ? values.map(Math.log) : [...values];
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  const variance = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentT(n - 1) * Math.sqrt(variance * (1 + 1 / n));
  const back = (value: number): number => (isRatio ? Math.exp(value) : value);
  return { lower: back(mean - half), upper: back(mean + half) };
}

/**
 * The same for a share, never narrower than counting alone makes it: three runs without one failure in 500 requests do not
 * promise that the next has none. Values from 0 to 1 scatter at most as counted ones do, so it holds for every share. The
 * half beside the count keeps a share that was always 0 or 1 from having no width.
 */
export function spreadOfShares(equal: readonly Counted[], samples: number): Spread | undefined {
  const between = spreadOf(
    equal.map(({ value }) => value),
    "rate",
  );
  if (between === undefined || samples === 0) return undefined;
  const all = equal.reduce((sum, one) => sum + one.samples, 0) + 1;
  const share = (equal.reduce((sum, one) => sum + one.value * one.samples, 0) + 0.5) / all;
  const half = NORMAL * Math.sqrt(share * (1 - share) * (1 / samples + 1 / all));
  return {
    lower: Math.max(0, Math.min(between.lower, share - half)),
    upper: Math.min(1, Math.max(between.upper, share + half)),
  };
}

export type Counted = Pick<Figure, "value" | "samples">;

/** Quantile 0.975 of the normal distribution. */
const NORMAL = 1.96;

/** Quantile 0.975 of Student's t; beyond the table that of its last row, which is a little too wide. */
export function studentT(degrees: number): number {
  return QUANTILES[Math.min(degrees, QUANTILES.length) - 1] ?? Number.POSITIVE_INFINITY;
}

/** By degrees of freedom, from 1. The test integrates the density. */
const QUANTILES = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604,
  2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555,
  2.0518, 2.0484, 2.0452, 2.0423,
] as const;
