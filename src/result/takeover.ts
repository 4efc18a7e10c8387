// When waiting took over: from which second on answers lay longer in network and queues than the target worked on them.
// Read by the report and by the advice.

import type { Second } from "./result-rows.ts";

export type Takeover = {
  /** Waiting was longer from the first answers on, and the target's own work never for long: `second` is the first. */
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
 * for five seconds with answers, having been shorter before. Means over three seconds, by their requests. Seconds in
 * which nothing told are passed over. Undefined where it never happens.
 */
export function takeover(series: readonly Second[]): Takeover | undefined {
  const told = series.filter(isTold).sort((a, b) => a.t - b.t);
  const stretches = stretchesOf(told.map((_, at) => waitsLonger(told, at)));
  const [first] = stretches;
  const lasting = stretches.filter(({ length }) => length >= LASTING);
  const onlyWaited = first?.waits === true && lasting.every(({ waits }) => waits);
  // What is longer at first and shorter later, as when connections are made, took nothing over.
  const found = lasting.find((stretch) => stretch.waits && (onlyWaited || stretch !== first));
  if (found === undefined) return undefined;
  const second = told[found.at] as Told;
  const again = lasting.find(({ waits, at }) => !waits && at > found.at);
  return {
    fromTheBeginning: found === first,
    second: second.t,
    until: again === undefined ? null : (told[again.at] as Told).t,
    vus: second.vus,
    requestsPerSecond: meanOf(around(told, found.at).map(({ requests }) => requests)),
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

type Stretch = { readonly waits: boolean; readonly at: number; length: number };

/** Neighbours of one kind together. */
function stretchesOf(kinds: readonly boolean[]): Stretch[] {
  const stretches: Stretch[] = [];
  kinds.forEach((waits, at) => {
    const last = stretches.at(-1);
    if (last?.waits === waits) last.length += 1;
    else stretches.push({ waits, at, length: 1 });
  });
  return stretches;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
