// `gate.json` of a run folder: what the gate decided on that run, and which of its broken budgets were accepted. Written by
// the gate; whoever makes a baseline of a run reads it, because an accepted result is no promise for others to be held to.

import { z } from "zod";
import { readRecord } from "./record.ts";
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
export function readGate(folder: string): Promise<GateRecord | undefined> {
  return readRecord(folder, gateRecord, gateSchema);
}
