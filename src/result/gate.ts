// `gate.json` of a run folder: what the gate decided on that run, and which of its broken budgets were accepted. Written by
// the gate; whoever makes a baseline of a run reads it, because an accepted result is no promise for others to be held to.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { gateRecord } from "./run-files.ts";

export const GATE_SCHEMA = "obcms-perf/gate/1";

export const gateSchema = z.object({
  schema: z.literal(GATE_SCHEMA),
  runId: z.string(),
  decidedAt: z.iso.datetime(),
  /** Of the whole gate, which may have judged other runs, too. */
  decision: z.enum(["pass", "fail"]),
  /** Ids of broken budgets of this run that a risk acceptance covers. Never a baseline where it is not empty. */
  accepted: z.array(z.string()),
  /** By which acceptance, and until which day in UTC. */
  acceptances: z.array(
    z.object({ id: z.string(), budget: z.string(), ceiling: z.number(), expires: z.iso.date() }),
  ),
});

export type GateRecord = z.infer<typeof gateSchema>;

/** Undefined where no gate has decided on the run. Throws where the file is broken. */
export async function readGate(folder: string): Promise<GateRecord | undefined> {
  const text = await readFile(join(folder, gateRecord), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : gateSchema.parse(JSON.parse(text));
}
