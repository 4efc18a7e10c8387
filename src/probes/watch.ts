// Asks one probe again and again while a run goes on: its figures go to whoever listens, what it could not see is a gap.

import { messageOf } from "../problem.ts";
import type { ProbeReport, WatchedProbe } from "../result/probes.ts";
import type { Probe, Reading, Watch } from "./probe.ts";
import { PATIENCE_MS, within } from "./within.ts";

/** How many gaps are told; the last one grows when there are more. */
const MOST_GAPS = 50;

/** What became of a probe: what it saw as a whole, absent where it was blind at the end. */
export type Watched = { readonly watched: WatchedProbe; readonly report: ProbeReport | undefined };

/** `atMs`: milliseconds since 1970. */
export type Listener = (reading: Reading, atMs: number) => void;

export type Watching = {
  /** Resolves when it sees, or with the reason for which it does not. */
  readonly opened: Promise<string | undefined>;
  end(): Promise<Watched>;
};

/**
 * Begins at once, and never throws for what the probe cannot see. `startedAt`: the beginning of the run, milliseconds since
 * 1970; gaps are told in seconds from there.
 */
export function watch(
  probe: Probe,
  open: () => Promise<Watch>,
  { startedAt, listen }: { readonly startedAt: number; readonly listen: Listener },
): Watching {
  const gaps: { from: number; to: number; why: string }[] = [];
  const ending = new AbortController();
  let looks = 0;
  let seenAt = Date.now();
  let opened: Watch | undefined;
  let blind: string | undefined;

  const miss = (why: string): void => {
    const [from, to] = [seenAt, Date.now()].map((at) => Math.max(0, (at - startedAt) / 1000)) as [
      number,
      number,
    ];
    const last = gaps.at(-1);
    const goesOn = last !== undefined && (last.from === from || gaps.length >= MOST_GAPS);
    if (goesOn) last.to = to;
    else gaps.push({ from, to, why });
  };
  const look = async (): Promise<void> => {
    try {
      if (opened === undefined) return;
      const readings = await within(PATIENCE_MS, opened.look());
      const at = Date.now();
      for (const reading of readings) listen(reading, at);
      looks += 1;
      seenAt = at;
    } catch (error) {
      miss(messageOf(error));
    }
  };
  const beginning = (async () => {
    try {
      opened = await open();
      seenAt = Date.now();
    } catch (error) {
      blind = messageOf(error);
    }
    return blind;
  })();
  const going = beginning.then(async () => {
    // The pause is whole after a look that took long, too: never faster than the probe states.
    while (blind === undefined) {
      await pause(probe.everyMs, ending.signal);
      if (ending.signal.aborted) return;
      await look();
    }
  });
  const end = async (): Promise<Watched> => {
    ending.abort();
    await going;
    const report =
      opened &&
      (await within(PATIENCE_MS, opened.report()).catch((error: unknown) => {
        miss(messageOf(error));
        return undefined;
      }));
    await (opened && within(PATIENCE_MS, opened.close()).catch(() => {}));
    const common = { probe: probe.name, everyMs: probe.everyMs, looks, gaps };
    if (blind !== undefined) return { watched: { ...common, state: "blind", why: blind }, report: undefined };
    return { watched: { ...common, state: gaps.length > 0 ? "gaps" : "watched" }, report };
  };
  return { opened: beginning, end };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, ms));
    signal.addEventListener("abort", done);
  });
}
