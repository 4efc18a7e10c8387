// Comparability: what two runs must have in common for their figures to be compared. Written with the plan by
// run/fingerprint.ts; a comparison names the field that differs.

import { z } from "zod";

/** Null where it could not be known. Hashes are the first 16 hexadecimal digits of a SHA-256. */
export const fingerprintSchema = z.object({
  /** Of all that follows. */
  id: z.string(),
  k6: z.string(),
  /** Hash of the suite's source files. */
  suite: z.string(),
  profile: z.string(),
  /** Hash of the scenarios as k6 gets them, of what is left out, and of the settings that shape requests and pauses. */
  load: z.string(),
  /** Of the performance marker on the target. */
  dataset: z.string().nullable(),
  /** What the target says of itself: service, version, and its commit where its manage.py could be asked. */
  target: z.string().nullable(),
  /** Hash of how the target is configured, where its manage.py could be asked. */
  configuration: z.string().nullable(),
  /** System, processors and memory of the machine that made the load. */
  generator: z.string(),
  /** What looked at the target beside k6, which costs it something. */
  probes: z.array(z.string()),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;
