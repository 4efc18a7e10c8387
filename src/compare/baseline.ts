// A baseline: a run to which others are held. Kept as a file with the figures themselves, so that it outlives its run folder and
// can be reviewed in a change. Made by `baseline set`, read by `compare`.

import { z } from "zod";
import type { GateRecord } from "../result/gate.ts";
import { type Side, sideSchema } from "./side.ts";

export const BASELINE_SCHEMA = "obcms-perf/baseline/1";

export const baselineSchema = z.object({
  schema: z.literal(BASELINE_SCHEMA),
  setAt: z.iso.datetime(),
  run: sideSchema,
});
export type Baseline = z.infer<typeof baselineSchema>;

/** `staging-baseline`, with its scenarios where it ran not all of them: what a candidate is matched by. */
export function baselineName({ environment, profile, cards }: Side, all: number): string {
  const word = (text: string): string => text.replace(/[^A-Za-z0-9_]+/g, "_");
  return [environment, profile, ...(cards.length === all ? [] : cards)].map(word).join("-");
}

/** Why a run may be no baseline, a sentence; undefined where it may. */
export function whyNoBaseline(side: Side, gate: GateRecord | undefined): string | undefined {
  if (side.verdict === "INVALID") return "it is INVALID, so it proves nothing";
  if (side.verdict === "INCONCLUSIVE")
    return "it is INCONCLUSIVE: too little was measured to hold others to it";
  if (gate !== undefined && gate.accepted.length > 0)
    return `a risk acceptance covers ${gate.accepted.join(", ")}: what is borne for a while is no promise`;
  if (side.verdict === "FAIL") return "it is FAIL: a broken budget would become what others are held to";
  if (side.ended !== "completed") return `it ended early (${side.ended}), so its load was another one`;
  if (side.fingerprint === null) return "it has no fingerprint, so nothing can be compared with it";
  if (side.figures.length === 0) return "it has no figure with enough samples";
  return undefined;
}
