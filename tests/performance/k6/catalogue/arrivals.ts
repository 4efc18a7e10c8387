// How an arrival rate runs over time: when the n-th iteration is due, and how high the rate is then.
// Used by scenarios.ts (from when a breakpoint run may be judged) and by the result (at which rate it was stopped).

/** A stretch of time in which the rate goes evenly from one value to another, in iterations per second. */
export type RateStage = { readonly seconds: number; readonly from: number; readonly to: number };

export type Moment = {
  /** Since the first stage began. */
  readonly seconds: number;
  /** Iterations per second that are asked for then. */
  readonly rate: number;
};

/** Iterations that are due in a stage: the area under its rate. */
export function arrivalsIn({ seconds, from, to }: RateStage): number {
  return ((from + to) / 2) * seconds;
}

/**
 * When iteration number `n` is due: the area under the rate up to that moment is n. After the last stage: its end.
 * k6 starts or drops each iteration at that moment, so that started plus dropped says how far the stages have run.
 */
export function momentOf(stages: readonly RateStage[], n: number): Moment {
  let before = 0;
  let left = n;
  for (const stage of stages) {
    const { seconds, from, to } = stage;
    const arrivals = arrivalsIn(stage);
    if (left <= arrivals) {
      const slope = (to - from) / seconds;
      // from·t + slope·t²/2 = left, solved for t.
      const t = slope === 0 ? left / from : (Math.sqrt(from * from + 2 * slope * left) - from) / slope;
      return { seconds: before + t, rate: from + slope * t };
    }
    before += seconds;
    left -= arrivals;
  }
  return { seconds: before, rate: stages.at(-1)?.to ?? 0 };
}
