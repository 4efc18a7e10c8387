// Fills an empty database. The same seed, scale and date give the same rows, byte for byte.

import type { Database } from "../database.ts";
import { randomFrom, seedFrom } from "../random.ts";
import { seedCommunities } from "./communities.ts";
import { seedGeography } from "./geography.ts";
import { seedOrganizations } from "./organizations.ts";
import { seedMarker } from "./performance-marker.ts";
import { seedProgrammes } from "./programmes.ts";
import { seedUsers } from "./users.ts";
import { seedWorkItems } from "./work-items.ts";

export type SeedOptions = {
  readonly seed: number;
  /** 1: 4 regions, 20 provinces, 120 municipalities, 1,000 barangays, 1,860 work items. Multiplies what grows in use. */
  readonly scale: number;
  /** `2026-11-24`; the dates of work and budgets lie around it. */
  readonly today: string;
};

export function seedDatabase(database: Database, options: SeedOptions): void {
  // A stream of its own for each part: more barangays must not change the work items.
  const random = (part: string) => randomFrom(seedFrom(options.seed, part));
  const scaled = (count: number): number => Math.max(1, Math.round(count * options.scale));
  database.transaction(() => {
    seedUsers(database, random("users"), options.today);
    seedGeography(database, random("geography"), scaled);
    seedCommunities(database, random("communities"), { scaled, today: options.today });
    seedOrganizations(database, random("organizations"), { scaled, today: options.today });
    seedProgrammes(database, random("programmes"), { scaled, today: options.today });
    seedWorkItems(database, random("work items"), { scaled, today: options.today });
    seedMarker(database, { seed: options.seed, scale: options.scale, today: options.today });
  });
}
