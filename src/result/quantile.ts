// Percentiles of a set of durations, by the same rule as k6: linear interpolation between the two nearest ranks.

/** `share` from 0 to 1 of values sorted ascending, in their unit; null for none. k6: metrics/sink.go, TrendSink.P. */
export function quantile(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (rank - below);
}

export function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
