// A stand-in for a test: a free port, a database in a folder of its own that goes when it stops.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Credentials, openTarget, type Target } from "../../src/contract/target.ts";
import { demoPassword, demoUsers, shareToken } from "../../stand-in/defaults.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../stand-in/stand-in.ts";
import { leasedPersonas, type PersonaName } from "../../tests/performance/k6/catalogue/personas.ts";

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
export async function targetAt(origin: string): Promise<Target> {
  const first = (persona: PersonaName): Credentials => ({
    username: demoUsers[persona][0] ?? "",
    password: demoPassword,
  });
  const users = Object.fromEntries(leasedPersonas.map((persona) => [persona, first(persona)]));
  const more = { throwAway: first("throw_away"), shareToken };
  const target = await openTarget(origin, { ...users, ...more });
  assert.deepEqual(target.refused, {});
  return target;
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
