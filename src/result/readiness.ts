// What the doctor found before a run, `doctor.json` in its folder and a part of the result. doctor/ makes the findings.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
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
  const text = await readFile(join(folder, doctorRecord), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "[]";
    throw error;
  });
  return readinessSchema.parse(JSON.parse(text));
}
