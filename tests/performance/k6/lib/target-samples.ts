// Hands on to k6 what the tool's probes see of the target, so that k6's own thresholds judge it.

import http from "k6/http";
import { PROBE_ROLE } from "../catalogue/tags.ts";
import { type TargetAnswer, targetFigures } from "../catalogue/target-figures.ts";
import { parseJson } from "./answer.ts";
import { environment } from "./environment.ts";
import { addSample } from "./metrics.ts";

/**
 * One look: adds what is new after the cursor, and gives the cursor of the next one. Without a cursor it adds nothing: what
 * was seen before is of no load. An answer that does not come leaves the cursor, so that no sample is lost or counted twice.
 */
export function takeTargetSamples(cursor: number | undefined): number | undefined {
  const { samplesUrl = "" } = environment;
  const answer = http.get(cursor === undefined ? samplesUrl : `${samplesUrl}?after=${cursor}`, {
    tags: { name: "probe", role: PROBE_ROLE },
    timeout: `${environment.requestTimeoutSeconds}s`,
    responseType: "text",
  });
  const told = answer.status === 200 ? (parseJson(answer.body as string | null) as TargetAnswer) : undefined;
  if (typeof told?.cursor !== "number") return cursor;
  for (const { figure, value, process } of told.samples) {
    const whose = process === undefined ? undefined : { process };
    addSample(targetFigures[figure].metric, value, whose);
    addSample("obcms_target_samples", 1, { figure, ...whose });
  }
  return told.cursor;
}
