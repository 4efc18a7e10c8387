// One line of a trend as it is drawn: moments and values, with a moment that has no value wherever the line has to break.

import type { TrendGroup, TrendLine } from "./trend.ts";

export type Curve = {
  /** Seconds since 1970, ascending. */
  readonly t: readonly number[];
  readonly values: readonly (number | null)[];
  readonly limits: readonly (number | null)[];
};

/** A break lies between two runs that cannot be compared, or between which runs are missing; an INVALID run is one itself. */
export function curveOf({ runs, longestGapMs }: TrendGroup, { values, limits }: TrendLine): Curve {
  const t: number[] = [];
  const drawn: (number | null)[] = [];
  const held: (number | null)[] = [];
  runs.forEach(({ startedAt, isBreak }, at) => {
    const time = Date.parse(startedAt);
    const before = runs[at - 1];
    const beforeTime = before === undefined ? time : Date.parse(before.startedAt);
    if (isBreak || time - beforeTime > longestGapMs) {
      t.push((time + beforeTime) / 2000);
      drawn.push(null);
      // A limit holds between runs, too.
      held.push(limits[at - 1] ?? null);
    }
    t.push(time / 1000);
    drawn.push(values[at] ?? null);
    held.push(limits[at] ?? null);
  });
  return { t, values: drawn, limits: held };
}
