// When waiting took over: from which second on answers lay longer in network and queues than the target worked on them.
// Read by the report and by the advice.

import type { Second } from "./result-rows.ts";

export type Takeover = {
  /** Waiting was longer from the first answers on; `second` is theirs. */
  readonly fromTheBeginning: boolean;
  readonly second: number;
  /** The second from which on the target's own work was longer again; null where it never was. */
  readonly until: number | null;
  /** Virtual users and requests per second when it happened; null where nobody told. */
  readonly vus: number | null;
  readonly requestsPerSecond: number;
};

/** Seconds with answers that a change has to last: a single slow second is none. Judgement. */
const LASTING = 5;
/** Seconds to either side that a figure is smoothed over: three in all. */
const BESIDE = 1;

/**
 * The first second from which on the remainder (network + queueing, by subtraction) is longer than the target's own time
 * for five seconds with answers, having been shorter before; it ends where the target's own time is longer for five. What
 * waits from the first answers on is told where it lasts longer than what took over later. Means over three seconds, by
 * their requests. Seconds in which nothing told are passed over. Undefined where it never happens.
 */
export function takeover(series: readonly Second[]): Takeover | undefined {
  const told = series.filter(isTold).sort((a, b) => a.t - b.t);
  const waits = phasesOf(told.map((_, at) => waitsLonger(told, at))).filter((phase) => phase.waits);
  const beginning = waits.find(({ from }) => from === 0);
  const later = waits.find(({ from }) => from > 0);
  const found = later === undefined || lengthOf(beginning) > lengthOf(later) ? beginning : later;
  if (found === undefined) return undefined;
  const second = told[found.from] as Told;
  return {
    fromTheBeginning: found === beginning,
    second: second.t,
    until: told[found.to]?.t ?? null,
    vus: second.vus,
    requestsPerSecond: meanOf(around(told, found.from).map(({ requests }) => requests)),
  };
}

type Told = Second & { readonly server: number; readonly outside: number };

function isTold(second: Second): second is Told {
  return second.server !== undefined && second.outside !== undefined && second.requests > 0;
}

function waitsLonger(told: readonly Told[], at: number): boolean {
  const sum = (side: "server" | "outside"): number =>
    around(told, at).reduce((total, second) => total + second[side] * second.requests, 0);
  return sum("outside") > sum("server");
}

/** Neighbours in time, not in the list: across a pause nothing is smoothed. */
function around(told: readonly Told[], at: number): Told[] {
  const { t } = told[at] as Told;
  return told.slice(Math.max(0, at - BESIDE), at + BESIDE + 1).filter((one) => Math.abs(one.t - t) <= BESIDE);
}

/** Places in the list; `to` is the first that is no part of it. */
type Phase = { readonly waits: boolean; readonly from: number; to: number };

/** Changes that last, each until the next of them: what is shorter is a part of the phase around it. */
function phasesOf(kinds: readonly boolean[]): Phase[] {
  const phases: Phase[] = [];
  kinds.forEach((waits, from) => {
    if (kinds[from - 1] === waits || phases.at(-1)?.waits === waits) return;
    const lasting = kinds.slice(from, from + LASTING);
    if (lasting.length < LASTING || lasting.includes(!waits)) return;
    const last = phases.at(-1);
    if (last !== undefined) last.to = from;
    phases.push({ waits, from, to: kinds.length });
  });
  return phases;
}

function lengthOf(phase: Phase | undefined): number {
  return phase === undefined ? 0 : phase.to - phase.from;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
