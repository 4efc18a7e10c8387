// The steps of a run around its load, in their order: named in plan.json before the run, and in the result with what was
// seen of each. `steps.json` of the run folder has what the tool did itself; k6's log tells of the rest.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { runFiles } from "./run-files.ts";

/** The queue before the cache: where both are in one Redis database, emptying the cache empties the queue uncounted. */
export const stepNames = [
  "audit_before",
  "flush_queue",
  "flush_cache",
  "warm_cache",
  "load",
  "audit_after",
] as const;
export type StepName = (typeof stepNames)[number];

export const stepSchema = z.object({
  name: z.enum(stepNames),
  /** What was seen of it, in words; null where nothing was told. */
  saw: z.string().nullable(),
});
export type Step = z.infer<typeof stepSchema>;

const recordSchema = z.array(z.object({ name: z.enum(stepNames), at: z.iso.datetime(), saw: z.string() }));
export type StepRecord = z.infer<typeof recordSchema>;

/** Those of the plan, with what the folder's files tell of each. */
export async function readSteps(
  folder: string,
  planned: readonly StepName[],
  warmUp: string | undefined,
): Promise<Step[]> {
  const done = await readFile(join(folder, runFiles.steps), "utf8")
    .then((text) => recordSchema.parse(JSON.parse(text)))
    .catch(() => []);
  return planned.map((name) => {
    const own = name === "warm_cache" ? warmUp : done.find((one) => one.name === name)?.saw;
    return { name, saw: own ?? null };
  });
}
