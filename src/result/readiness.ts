// What the doctor found before a run, `doctor.json` in its folder and a part of the result. doctor/ makes the findings.

import { z } from "zod";
import { readRecord } from "./record.ts";
import { doctorRecord } from "./run-files.ts";

export const findingStates = ["ok", "warning", "failed", "skipped"] as const;

export const readinessSchema = z.array(
  z.object({
    check: z.string(),
    /** `skipped`: it could not be looked at, or there is nothing to look at; `saw` says which. */
    state: z.enum(findingStates),
    saw: z.string(),
    fix: z.string().optional(),
  }),
);
export type Readiness = z.infer<typeof readinessSchema>;

/** Empty where nobody looked. Throws where the file is there and cannot be read. */
export async function readReadiness(folder: string): Promise<Readiness> {
  return (await readRecord(folder, doctorRecord, readinessSchema)) ?? [];
}
