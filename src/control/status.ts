// What a running run says of itself, and what it answers to a command that it cannot follow. Spoken between two
// processes of this tool: the one that runs k6, and a command in another terminal.

import { z } from "zod";

export const statusSchema = z.object({
  run: z.string(),
  profile: z.string(),
  state: z.enum(["starting", "running", "paused", "stopping"]),
  /** Virtual users that are to work in each k6 scenario; null where the run is not steered. */
  target: z.int().nullable(),
  /** Virtual users of each k6 scenario, the most that a target may be; null where the run is not steered. */
  pool: z.int().nullable(),
  /** Virtual users that work. */
  active: z.int(),
  elapsedSeconds: z.number(),
  /** Without graceful stop; the longest that planned iterations may take. */
  plannedSeconds: z.number(),
});
export type Status = z.infer<typeof statusSchema>;

export const refusalSchema = z.object({ what: z.string(), saw: z.string(), fix: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

export const commandNames = ["status", "scale", "pause", "resume", "stop"] as const;
export type CommandName = (typeof commandNames)[number];
