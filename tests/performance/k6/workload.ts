// The type of a load: a row of the grid is a card, a column a profile, a cell one or several k6 scenarios.
// workloads/ has a file for each card, workloads.ts lists them, scenarios.ts names the k6 scenarios.

import type { Scenario } from "k6/options";
import type { ProfileName } from "./catalogue/profiles.ts";

/** What the settings ask for; undefined leaves the profile's own figure. */
export type Wish = {
  readonly durationSeconds: number | undefined;
  /** Of this card alone: its part of what was asked for, where cards run together. */
  readonly vus: number | undefined;
  readonly rate: number | undefined;
  /** The card's part of a load of several cards, by weight; 1 alone. What a profile has of its own is multiplied by it. */
  readonly share: number;
  /** Iterations from which every budget of the card has its minimum of samples. */
  readonly iterations: number;
};

/** A k6 scenario of a cell. A cell with several gives each a role, which its name ends with. */
export type Part = Scenario & {
  readonly role?: string;
  /** It watches the target and makes no load: its requests carry no card, so they are in no budget of it. */
  readonly isProbe?: true;
};
export type Workload = (wish: Wish) => readonly Part[];
export type Workloads = Record<ProfileName, Workload>;
