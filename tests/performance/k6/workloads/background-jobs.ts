// Plan §3 under each profile: the button is pressed at an arrival rate, recalculations are made beside it by a few officers,
// and one virtual user watches the workers, a little longer than the others work. Read by workloads.ts.

import type { Part, Wish, Workload, Workloads } from "../workload.ts";
import { rateOf, usersOf } from "./standard.ts";

/** Presses a second. One worker of OBCMS does 24 such tasks a second; a busy hour of an office presses twice in one. Smoke: what
 * two processors bear beside the sign-in of everybody at its start. */
const rates = {
  smoke: 3,
  baseline: 4,
  stress: 16,
  spike: 12,
  soak: 2,
  breakpoint: 40,
  mixed: 4,
} as const;
/** An iteration takes so long, with its pauses and the sign-in of a first one. */
const SECONDS_PER_PRESS = 4;
/**
 * Virtual users that recalculate, whatever the share of the card. Not more: where several programmes come under tracking at once, OBCMS's database ends one
 * of them in a deadlock.
 */
const OFFICERS = 2;
/** So long the watch goes on when nothing is pressed any more: a task that is late by then is lost. */
const DRAIN_SECONDS = 7;

type Stages = readonly { readonly target: number; readonly seconds: number }[];

export const backgroundJobsWorkloads: Workloads = {
  smoke(wish) {
    const { iterations } = wish;
    const rate = rateOf(wish, rates.smoke);
    // k6 starts one whenever the area below the rate reaches a whole number: as many presses as recalculations.
    const seconds = (iterations + 0.5) / rate;
    const pressing: Part = {
      role: "enqueue",
      exec: "backgroundJobsEnqueue",
      executor: "ramping-arrival-rate",
      timeUnit: "1s",
      startRate: rate,
      stages: [{ target: rate, duration: `${seconds}s` }],
      ...usersFor(wish, rate),
    };
    const recalculating: Part = {
      role: "recalculate",
      exec: "backgroundJobsRecalculate",
      executor: "shared-iterations",
      vus: OFFICERS,
      iterations,
      maxDuration: "300s",
    };
    return [pressing, recalculating, watch(seconds)];
  },
  baseline: (wish) => arriving(wish, rates.baseline, 300, heldAt),
  stress: (wish) =>
    arriving(wish, rates.stress, 600, (peak, seconds) =>
      [0.25, 0.5, 0.75, 1].flatMap((share) => [
        { target: Math.ceil(peak * share), seconds: 5 },
        { target: Math.ceil(peak * share), seconds: seconds / 4 },
      ]),
    ),
  spike: (wish) =>
    arriving(wish, rates.spike, 180, (peak, seconds) => {
      const calm = Math.ceil(peak / 6);
      return [
        { target: calm, seconds: 0 },
        { target: calm, seconds: seconds / 3 },
        { target: peak, seconds: 2 },
        { target: peak, seconds: seconds / 3 },
        { target: calm, seconds: 2 },
        { target: calm, seconds: seconds / 3 },
      ];
    }),
  soak: (wish) => arriving(wish, rates.soak, 3600, heldAt),
  breakpoint: (wish) => arriving(wish, rates.breakpoint, 600, (peak, seconds) => [{ target: peak, seconds }]),
  mixed: (wish) => arriving(wish, rates.mixed, 300, heldAt),
  controlled: (wish) => {
    const { durationSeconds = 3600 } = wish;
    const duration = `${durationSeconds}s`;
    return [
      { exec: "backgroundJobsSteered", executor: "constant-vus", vus: usersOf(wish, 40), duration },
      watch(durationSeconds),
    ];
  },
};

/** A ramp to a rate that is held. At once, everybody would sign in at the same moment, and the presses would wait for that. */
function heldAt(rate: number, seconds: number): Stages {
  return [
    { target: rate, seconds: Math.min(60, Math.ceil(seconds / 10)) },
    { target: rate, seconds },
  ];
}

function arriving(
  wish: Wish,
  own: number,
  ownSeconds: number,
  shape: (rate: number, seconds: number) => Stages,
): ReturnType<Workload> {
  const rate = rateOf(wish, own);
  const stages = shape(rate, wish.durationSeconds ?? ownSeconds);
  const pressing: Part = {
    role: "enqueue",
    exec: "backgroundJobsEnqueue",
    executor: "ramping-arrival-rate",
    timeUnit: "1s",
    startRate: 0,
    stages: stages.map(({ target, seconds }) => ({ target, duration: `${seconds}s` })),
    ...usersFor(wish, rate),
  };
  return [pressing, ...beside(stages.reduce((sum, { seconds }) => sum + seconds, 0))];
}

function usersFor(wish: Wish, rate: number): { preAllocatedVUs: number; maxVUs: number } {
  const vus = usersOf({ ...wish, share: 1 }, rate * SECONDS_PER_PRESS);
  return { preAllocatedVUs: vus, maxVUs: vus };
}

function beside(seconds: number): Part[] {
  return [
    {
      role: "recalculate",
      exec: "backgroundJobsOfficer",
      executor: "constant-vus",
      vus: OFFICERS,
      duration: `${seconds}s`,
    },
    watch(seconds),
  ];
}

function watch(loadSeconds: number): Part {
  const seconds = Math.ceil(loadSeconds) + DRAIN_SECONDS;
  return {
    role: "probe",
    isProbe: true,
    exec: "backgroundJobsProbe",
    executor: "constant-vus",
    vus: 1,
    duration: `${seconds}s`,
    env: { OBCMS_WATCH_SECONDS: String(seconds) },
  };
}
