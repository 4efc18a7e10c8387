// A stand-in for a test: a free port, a database in a folder of its own that goes when it stops.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../stand-in/stand-in.ts";
import { type LeasedPersona, leasedPersonas } from "../../tests/performance/k6/catalogue/personas.ts";
import { openTarget, type Target } from "../../src/contract/target.ts";

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

/** The first demo user of each persona, signed in at a stand-in. */
export function targetAt(origin: string): Promise<Target> {
  const first = Object.fromEntries(leasedPersonas.map((persona) => [persona, demoUsers[persona][0] ?? ""]));
  return openTarget(origin, {
    ...(first as Record<LeasedPersona, string>),
    throwAway: demoUsers.throw_away[0] ?? "",
    password: demoPassword,
  });
}

/** A clock that stands still until it is moved. */
export function stoppedClock(): { now(): number; pass(seconds: number): void } {
  let at = Date.now();
  return {
    now: () => at,
    pass(seconds) {
      at += seconds * 1000;
    },
  };
}
