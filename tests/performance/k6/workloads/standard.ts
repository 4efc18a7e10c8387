// The loads that most cards share: one journey, in the shape that each profile is made for. A card's file changes cells of it.

import type { Part, Wish, Workload, Workloads } from "../workload.ts";

export type Journey = {
  /** The function that main.ts exports: everything that one iteration of the card does. */
  readonly exec: string;
  /** The same in a controlled run. */
  readonly steered: string;
  /** Virtual users and iterations per second of each profile, where they differ from the usual ones. */
  readonly size?: Partial<Size>;
};

/** `rate`: what soak holds; `peakRate`: what breakpoint rises to; iterations per second. */
type Size = {
  readonly baseline: number;
  readonly stress: number;
  readonly spike: number;
  readonly open: number;
  readonly breakpoint: number;
  readonly rate: number;
  readonly peakRate: number;
};

const usual: Size = { baseline: 10, stress: 40, spike: 60, open: 40, breakpoint: 150, rate: 2, peakRate: 10 };

/** Profile `mixed` is the card's own: which of its journeys read and which write, only it knows. */
export function standardProfiles({ exec, steered, size: own }: Journey): Omit<Workloads, "mixed"> {
  const size = { ...usual, ...own };
  return {
    smoke: ({ vus = 2, iterations, durationSeconds = 300 }) => [
      {
        exec,
        executor: "shared-iterations",
        vus: Math.min(vus, iterations),
        iterations,
        maxDuration: `${durationSeconds}s`,
      },
    ],
    baseline: (wish) => constantUsers(exec, wish, size.baseline),
    stress: (wish) => risingUsers(exec, usersOf(wish, size.stress), wish.durationSeconds ?? 600),
    spike: (wish) => leapingUsers(exec, usersOf(wish, size.spike), wish.durationSeconds ?? 180),
    soak: (wish) => heldRate(exec, wish, { vus: size.open, rate: size.rate }),
    breakpoint: (wish) => risingRate(exec, wish, { vus: size.breakpoint, rate: size.peakRate }),
    controlled: (wish) => [
      {
        exec: steered,
        executor: "constant-vus",
        vus: usersOf(wish, 40),
        duration: `${wish.durationSeconds ?? 3600}s`,
      },
    ],
  };
}

/** What was asked for, or the profile's own figure times the card's share; at least one. */
export function usersOf({ vus, share }: Wish, own: number): number {
  return vus ?? Math.max(1, Math.round(own * share));
}

/** As `usersOf`, for iterations per second: k6 takes whole numbers only. */
export function rateOf({ rate, share }: Wish, own: number): number {
  return rate ?? Math.max(1, Math.round(own * share));
}

export function constantUsers(exec: string, wish: Wish, own: number): Part[] {
  const { durationSeconds = 300 } = wish;
  return [{ exec, executor: "constant-vus", vus: usersOf(wish, own), duration: `${durationSeconds}s` }];
}

function risingUsers(exec: string, vus: number, seconds: number): Part[] {
  const stages = [0.25, 0.5, 0.75, 1].flatMap((share) => [
    { target: Math.ceil(vus * share), duration: "5s" },
    { target: Math.ceil(vus * share), duration: `${seconds / 4}s` },
  ]);
  return [{ exec, executor: "ramping-vus", startVUs: 0, stages }];
}

function leapingUsers(exec: string, vus: number, seconds: number): Part[] {
  const calm = Math.ceil(vus / 6);
  const third = `${seconds / 3}s`;
  return [
    {
      exec,
      executor: "ramping-vus",
      startVUs: calm,
      stages: [
        { target: calm, duration: third },
        { target: vus, duration: "2s" },
        { target: vus, duration: third },
        { target: calm, duration: "2s" },
        { target: calm, duration: third },
      ],
    },
  ];
}

type OpenSize = { readonly vus: number; readonly rate: number };

function heldRate(exec: string, wish: Wish, own: OpenSize): Part[] {
  const { durationSeconds = 3600 } = wish;
  const target = rateOf(wish, own.rate);
  return openWith(exec, usersOf(wish, own.vus), [
    { target, duration: `${Math.min(60, Math.ceil(durationSeconds / 10))}s` },
    { target, duration: `${durationSeconds}s` },
  ]);
}

function risingRate(exec: string, wish: Wish, own: OpenSize): Part[] {
  const { durationSeconds = 600 } = wish;
  const target = rateOf(wish, own.rate);
  return openWith(exec, usersOf(wish, own.vus), [{ target, duration: `${durationSeconds}s` }]);
}

function openWith(exec: string, vus: number, stages: { target: number; duration: string }[]): Part[] {
  return [
    {
      exec,
      executor: "ramping-arrival-rate",
      timeUnit: "1s",
      startRate: 0,
      preAllocatedVUs: vus,
      maxVUs: vus,
      stages,
    },
  ];
}

export type Pair = {
  readonly readers: string;
  readonly writers: string;
  /** Virtual users that read, and iterations per second that write. */
  readonly vus?: number;
  readonly rate?: number;
  /** Virtual users that an arrival rate needs for iterations of so many seconds; a slower one is dropped, and said. */
  readonly secondsPerWrite: number;
};

/** Readers as virtual users and writers at an arrival rate, in one run. */
export function readersAndWriters({ readers, writers, vus = 10, rate = 2, secondsPerWrite }: Pair): Workload {
  return (wish) => {
    const { durationSeconds = 300 } = wish;
    const writes = rateOf(wish, rate);
    return [
      ...constantUsers(readers, { ...wish, durationSeconds }, vus).map((part) => ({
        ...part,
        role: "readers",
      })),
      {
        role: "writers",
        exec: writers,
        executor: "constant-arrival-rate",
        timeUnit: "1s",
        rate: writes,
        duration: `${durationSeconds}s`,
        preAllocatedVUs: Math.ceil(writes * secondsPerWrite),
        maxVUs: Math.ceil(writes * secondsPerWrite),
      },
    ];
  };
}
