// A stand-in for a test: a free port, a database in a folder of its own that goes when it stops.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StandIn, type StandInOptions, startStandIn } from "../../stand-in/stand-in.ts";

export type RunningStandIn = StandIn & { stop(): Promise<void> };

/** Full scale unless asked otherwise: it is filled in a fraction of a second. */
export async function runStandIn(options: Partial<StandInOptions> = {}): Promise<RunningStandIn> {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-test-"));
  const databasePath = join(folder, "database.sqlite3");
  try {
    const standIn = await startStandIn({ port: 0, seed: 1, scale: 1, faults: [], databasePath, ...options });
    return {
      ...standIn,
      async stop() {
        await standIn.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
