// The target of a situation: a stand-in of its own, on which something may happen while the run is under way.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseQuirks } from "../../stand-in/quirks/table.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";

export type TargetNeeds = {
  /** Faults of the target from its start. */
  readonly faults?: readonly string[];
  /** What happens to the target once the run is under way: other faults, a freeze (nothing is even read), its end. */
  readonly later?:
    | { readonly faults: readonly string[] }
    | { readonly afterMs: number; readonly freezeMs: number }
    | "stops";
  /** Oddities of OBCMS that the target has, as `--quirks` takes them; the usual ones unless given. */
  readonly quirks?: string;
  /** Size of the target's data; 1 is production-like. */
  readonly scale?: number;
};

/** What every iteration of the suite reads, and every script of those that plain k6 runs here; nothing else does. */
const READ_BY_ITERATIONS = "common_api:province-list";
/** Enough of them to be sure, few enough for the first second of any run. */
const ENOUGH_READS = 3;

/** Starts a stand-in as the situation wants it, on a free port, and removes it and its files afterwards. */
export async function withTarget<Value>(
  needs: TargetNeeds,
  use: (origin: string, databasePath: string) => Promise<Value>,
): Promise<Value> {
  const { faults = [], later, scale = 1, quirks = "usual" } = needs;
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-stand-in-"));
  const options = {
    port: 0,
    databasePath: join(folder, "db.sqlite"),
    seed: 1,
    scale,
    faults,
    quirks: parseQuirks(quirks),
    serverTiming: "all",
  } as const;
  const { origin, close } = await startStandIn(options);
  let closing: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    closing ??= close();
    return closing;
  };
  const ended = new AbortController();
  const act = async (): Promise<unknown> => {
    if (later === undefined || !(await isUnderWay(origin, ended.signal))) return undefined;
    if (later === "stops") return stop();
    if ("faults" in later) return switchFaults(origin, later.faults);
    await setTimeout(later.afterMs);
    return freeze(later.freezeMs);
  };
  const acted = act();
  try {
    return await use(origin, options.databasePath);
  } finally {
    ended.abort();
    await acted;
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function switchFaults(origin: string, faults: readonly string[]): Promise<unknown> {
  const headers = { "Content-Type": "application/json" };
  return fetch(`${origin}/__stand-in__/faults`, {
    method: "POST",
    headers,
    body: JSON.stringify({ faults }),
  });
}

/** Holds up this process, and the stand-in in it: connections are accepted by the system, and nobody answers. */
function freeze(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Whether iterations have begun, by what the target was asked: a generator's progress may be printed late. False when
 * the run ended before.
 */
async function isUnderWay(origin: string, ended: AbortSignal): Promise<boolean> {
  const reads = new RegExp(
    `^django_http_requests_total_by_view_\\S*view="${READ_BY_ITERATIONS}"\\S* (\\d+)`,
    "m",
  );
  while (!ended.aborted) {
    const metrics = await (await fetch(`${origin}/metrics/metrics`)).text();
    if (Number(reads.exec(metrics)?.[1] ?? 0) >= ENOUGH_READS) return true;
    await setTimeout(50);
  }
  return false;
}
