// The grid of loads: a row is a card, a column a profile, a cell one or several k6 scenarios. scenarios.ts names them.

import type { Scenario } from "k6/options";
import type { CardName } from "./catalogue/cards.ts";
import type { ProfileName } from "./catalogue/profiles.ts";

/** What the settings ask for; undefined leaves the profile's own figure. */
export type Wish = {
  readonly durationSeconds: number | undefined;
  readonly vus: number | undefined;
  readonly rate: number | undefined;
  /** Iterations from which every budget of the card has its minimum of samples. */
  readonly iterations: number;
};

/** A k6 scenario of a cell. A cell with several gives each a role, which its name ends with. */
export type Part = Scenario & { readonly role?: string };
export type Workload = (wish: Wish) => readonly Part[];

/** Virtual users that an arrival rate needs for iterations of so many seconds; a slower one is dropped, and said. */
const SECONDS_PER_WRITING_ITERATION = 10;

export const workloads: Partial<Record<CardName, Record<ProfileName, Workload>>> = {
  api_crud: {
    smoke: ({ vus = 2, iterations, durationSeconds = 300 }) => [
      {
        exec: "apiCrud",
        executor: "shared-iterations",
        vus: Math.min(vus, iterations),
        iterations,
        maxDuration: `${durationSeconds}s`,
      },
    ],
    baseline: ({ vus = 10, durationSeconds = 300 }) => [
      { exec: "apiCrud", executor: "constant-vus", vus, duration: `${durationSeconds}s` },
    ],
    stress: ({ vus = 40, durationSeconds = 600 }) => [
      {
        exec: "apiCrud",
        executor: "ramping-vus",
        startVUs: 0,
        stages: [0.25, 0.5, 0.75, 1].flatMap((share) => [
          { target: Math.ceil(vus * share), duration: "5s" },
          { target: Math.ceil(vus * share), duration: `${durationSeconds / 4}s` },
        ]),
      },
    ],
    spike: ({ vus = 60, durationSeconds = 180 }) => [
      {
        exec: "apiCrud",
        executor: "ramping-vus",
        startVUs: Math.ceil(vus / 6),
        stages: [
          { target: Math.ceil(vus / 6), duration: `${durationSeconds / 3}s` },
          { target: vus, duration: "2s" },
          { target: vus, duration: `${durationSeconds / 3}s` },
          { target: Math.ceil(vus / 6), duration: "2s" },
          { target: Math.ceil(vus / 6), duration: `${durationSeconds / 3}s` },
        ],
      },
    ],
    soak: ({ vus = 40, rate = 2, durationSeconds = 3600 }) => [
      {
        exec: "apiCrud",
        executor: "ramping-arrival-rate",
        timeUnit: "1s",
        startRate: 0,
        preAllocatedVUs: vus,
        maxVUs: vus,
        stages: [
          { target: rate, duration: `${Math.min(60, Math.ceil(durationSeconds / 10))}s` },
          { target: rate, duration: `${durationSeconds}s` },
        ],
      },
    ],
    breakpoint: ({ vus = 150, rate = 10, durationSeconds = 600 }) => [
      {
        exec: "apiCrud",
        executor: "ramping-arrival-rate",
        timeUnit: "1s",
        startRate: 0,
        preAllocatedVUs: vus,
        maxVUs: vus,
        stages: [{ target: rate, duration: `${durationSeconds}s` }],
      },
    ],
    mixed: ({ vus = 10, rate = 2, durationSeconds = 300 }) => [
      {
        role: "readers",
        exec: "apiCrudReaders",
        executor: "constant-vus",
        vus,
        duration: `${durationSeconds}s`,
      },
      {
        role: "writers",
        exec: "apiCrudWriters",
        executor: "constant-arrival-rate",
        timeUnit: "1s",
        rate,
        duration: `${durationSeconds}s`,
        preAllocatedVUs: Math.ceil(rate * SECONDS_PER_WRITING_ITERATION),
        maxVUs: Math.ceil(rate * SECONDS_PER_WRITING_ITERATION),
      },
    ],
    controlled: ({ vus = 40, durationSeconds = 3600 }) => [
      { exec: "apiCrudSteered", executor: "constant-vus", vus, duration: `${durationSeconds}s` },
    ],
  },
};
