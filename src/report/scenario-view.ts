// What a scenario's load was and what its percentiles mean: the words that the terminal and the HTML report both show.

import type { ScenarioResult } from "../result/result.ts";
import { count, counted, seconds, share } from "./format.ts";

export type ScenarioView = {
  /** What the model means for a percentile, in a sentence. */
  readonly means: string;
  /** `127 iterations`, or `30 s with at most 10 VUs`. */
  readonly planned: string;
  /** Started of planned iterations; null where no number is planned. */
  readonly achieved: string | null;
};

const models = {
  closed:
    "Closed model: each virtual user waits for its answer before it goes on. Percentiles are response time per user, not at a rate: while the target stalls, fewer requests are sent to see it.",
  open: "Open model: iterations start at their rate, whether or not earlier ones have ended. Percentiles are response times at that rate.",
} as const satisfies Record<ScenarioResult["model"], string>;

const WATCHES =
  "Makes no load: it asks probes what the target does meanwhile, and goes on a little longer than the load does.";

export function viewScenario(scenario: ScenarioResult): ScenarioView {
  const { model, isProbe, planned, plannedSeconds, maxVus, started, dropped } = scenario;
  const missing =
    dropped === 0
      ? ""
      : ` ${counted(dropped, "iteration")} of ${count(dropped + started)} (${share(dropped / (dropped + started))}) were never started for want of a free virtual user, so percentiles are given as bounds.`;
  return {
    means: isProbe ? WATCHES : models[model] + missing,
    planned:
      planned === null
        ? `${seconds(plannedSeconds)} with at most ${counted(maxVus, "VU")}`
        : counted(planned, "iteration"),
    achieved: planned === null || planned === 0 ? null : share(started / planned),
  };
}
