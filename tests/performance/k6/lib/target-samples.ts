// Hands on to k6 what the tool's probes see of the target, so that k6's own thresholds judge it.

import { type TargetAnswer, targetFigures } from "../catalogue/target-figures.ts";
import { environment } from "./environment.ts";
import { addSample } from "./metrics.ts";
import { askWatcher } from "./probe.ts";

/**
 * One look: adds what is new after the cursor, and gives the cursor of the next one. Without a cursor it adds nothing: what
 * was seen before is of no load. An answer that does not come leaves the cursor, so that no sample is lost or counted twice.
 */
export function takeTargetSamples(cursor: number | undefined): number | undefined {
  const told = askWatcher(environment.samplesUrl ?? "", cursor) as TargetAnswer | undefined;
  if (typeof told?.cursor !== "number") return cursor;
  for (const { figure, value, process } of told.samples) {
    const whose = process === undefined ? undefined : { process };
    addSample(targetFigures[figure].metric, value, whose);
    addSample("obcms_target_samples", 1, { figure, ...whose });
  }
  return told.cursor;
}
