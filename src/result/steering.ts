// How a controlled run was steered: what its operator did and when, and how many virtual users worked in each second.
// `steering.json` of the run folder; the acts go into the result, the seconds become its series of virtual users.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { steeringFile } from "./run-files.ts";

const count = z.int().nonnegative();

export const steeringSchema = z.object({
  /** Virtual users of each k6 scenario: the most that could be asked for. */
  pool: count,
  /** In order. `target`: virtual users that were to work in each k6 scenario from then on, when not paused. */
  acts: z.array(
    z.object({ at: z.iso.datetime(), act: z.enum(["scale", "pause", "resume", "stop"]), target: count }),
  ),
});
export type Steering = z.infer<typeof steeringSchema>;

const recordSchema = steeringSchema.extend({
  /** About one a second. `atMs`: milliseconds since the epoch. */
  activity: z.array(z.object({ atMs: z.number(), active: count })),
});
/** Of the run folder's `steering.json`. */
export type SteeringRecord = z.infer<typeof recordSchema>;

/** Undefined where the run was not steered. Throws where the file is broken. */
export async function readSteering(folder: string): Promise<SteeringRecord | undefined> {
  const text = await readFile(join(folder, steeringFile), "utf8").catch(() => undefined);
  return text === undefined ? undefined : recordSchema.parse(JSON.parse(text));
}
