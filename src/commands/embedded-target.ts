// The embedded target for a command that only asks it something: started, said to be there, stopped whatever happens.

import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { type Flags, standInSettings } from "../run/environment.ts";
import { startStandInProcess } from "../run/stand-in-process.ts";
import { say } from "./terminal.ts";

/** `quiet`: nothing is said of it, where only data are asked for. */
export async function withEmbeddedTarget<T>(
  {
    flags = {},
    faults = [],
    quiet = false,
  }: { flags?: Flags; faults?: readonly string[]; quiet?: boolean | undefined },
  use: (settings: Resolved) => Promise<T>,
): Promise<T> {
  const standIn = await startStandInProcess(faults);
  try {
    if (!quiet) say(`Embedded target at ${standIn.origin}, freshly seeded.`);
    return await use(standInSettings(standIn.origin, flags));
  } finally {
    await standIn.stop();
  }
}
