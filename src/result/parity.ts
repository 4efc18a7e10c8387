// In what the target differed from production, as it was seen before the load. `parity.json` of the run folder, copied
// into the result; absent where no production was described.

import { z } from "zod";
import { readRecord } from "./record.ts";
import { parityRecord } from "./run-files.ts";

/** Who told a fact. `process`: the process that listens, on this machine. `HTTP`: the header Server of an answer. */
export const paritySources = ["manage.py", "database", "process", "HTTP", "not observed"] as const;
export type ParitySource = (typeof paritySources)[number];

const value = z.union([z.string(), z.number(), z.boolean()]);
/** A fact of a target's configuration: a text, a number in the fact's unit, or yes and no. */
export type ParityValue = z.infer<typeof value>;

const parityRow = z.object({
  /** Its name in the parity file, `database.version`. */
  fact: z.string(),
  production: value,
  /** Null where it was not observed. */
  here: value.nullable(),
  /** Of rows of data: here by production. Absent for all else. */
  ratio: z.number().nonnegative().optional(),
  state: z.enum(["same", "differs", "not_observed"]),
  source: z.enum(paritySources),
  /** Why nobody could tell, where it was not observed. */
  because: z.string().optional(),
  /** Why a difference matters to a load test. */
  why: z.string(),
});
export type ParityRow = z.infer<typeof parityRow>;

export const paritySchema = z.object({
  /** The parity file as it was named. */
  file: z.string(),
  observedAt: z.iso.datetime(),
  rows: z.array(parityRow),
});
export type Parity = z.infer<typeof paritySchema>;

/** Undefined where no production was described. Throws where the record is there and cannot be read. */
export function readParity(folder: string): Promise<Parity | undefined> {
  return readRecord(folder, parityRecord, paritySchema);
}
