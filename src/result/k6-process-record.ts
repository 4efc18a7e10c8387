// What the k6 process itself used, `k6-process.json`: CPU time each second and peak memory; and what follows from it.

import { z } from "zod";
import type { Result } from "./result.ts";

export const processRecordSchema = z.object({
  /** When k6 was started, milliseconds since the epoch. */
  startedAtMs: z.number(),
  /** CPU time since its start, user and system, beside the time that has passed. Empty where it cannot be read. */
  samples: z.array(z.object({ seconds: z.number(), cpuSeconds: z.number() })),
  /** Peak resident set; null where it cannot be read. */
  maxRssBytes: z.int().nonnegative().nullable(),
});

export type ProcessRecord = z.infer<typeof processRecordSchema>;

/** `load`: first and last sample of load; k6's start and its summary are not counted. Null without a second of it. */
export function cpuShares(
  { samples, startedAtMs }: ProcessRecord,
  cpus: number,
  load: { readonly fromMs: number; readonly toMs: number } | undefined,
): Pick<Result["generator"], "cpuShare" | "cpuPeakShare"> {
  const during = samples.filter(({ seconds }) => {
    const at = startedAtMs + seconds * 1000;
    return load !== undefined && at >= load.fromMs && at <= load.toMs;
  });
  const [first] = during;
  const last = during.at(-1);
  if (first === undefined || last === undefined || first === last)
    return { cpuShare: null, cpuPeakShare: null };
  const share = (from: Sample, to: Sample): number =>
    Math.min(1, (to.cpuSeconds - from.cpuSeconds) / ((to.seconds - from.seconds) * cpus));
  const windows = during.slice(1).map((sample, index) => share(during[index] ?? first, sample));
  return { cpuShare: share(first, last), cpuPeakShare: Math.max(...windows) };
}

type Sample = ProcessRecord["samples"][number];
