// One side of a comparison: what a run measured, on what, and how it was judged. Small enough to be kept as a baseline when the
// run folder is gone.

import { z } from "zod";
import { fingerprintSchema } from "../result/fingerprint.ts";
import type { Result } from "../result/result.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { figuresOf } from "./figures.ts";

export const figureSchema = z.object({
  /** `budget ID`, or `endpoint NAME p95`; unique on its side. */
  id: z.string(),
  unit: z.enum(["ms", "bytes", "rate", "count"]),
  /** In which direction it is worse. */
  worse: z.enum(["higher", "lower"]),
  value: z.number(),
  samples: z.int().nonnegative(),
});
export type Figure = z.infer<typeof figureSchema>;

export const sideSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  build: z.string(),
  environment: z.string(),
  profile: z.string(),
  /** Scenarios of the plan that it ran. */
  cards: z.array(z.string()),
  /** What was measured: what the target says of itself, and the faults that were switched on in the embedded one. */
  target: z.array(z.string()),
  /** Null in results of before it was written. */
  fingerprint: fingerprintSchema.nullable(),
  /** `completed`, or how the run ended early. */
  ended: z.string(),
  verdict: z.enum(["PASS", "FAIL", "INVALID", "INCONCLUSIVE"]),
  figures: z.array(figureSchema),
});
export type Side = z.infer<typeof sideSchema>;

export function sideOf(result: Result, verdict: Verdict): Side {
  const { run, target, fingerprint, scenarios } = result;
  return {
    id: run.id,
    startedAt: run.startedAt,
    build: run.build,
    environment: run.environment,
    profile: run.profile,
    cards: [...new Set(scenarios.map(({ card }) => card))].sort(),
    target: [fingerprint?.target ?? "unknown", ...target.faults],
    fingerprint,
    ended: run.state,
    verdict: verdict.state,
    figures: figuresOf(result),
  };
}
