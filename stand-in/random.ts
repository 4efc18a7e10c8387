// Seeded randomness: the same seed gives the same numbers, so the same database and the same failing requests.

import { type Random as Draws, drawsFrom } from "../src/seed/random.ts";

export { hashOf as seedFrom } from "../src/seed/random.ts";

export type Random = Draws & {
  hex(digits: number): string;
  /** A version 4 UUID. */
  uuid(): string;
};

export function randomFrom(seed: number): Random {
  const draws = drawsFrom(seed);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => draws.between(0, 15).toString(16)).join("");
  return {
    ...draws,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${"89ab".charAt(draws.between(0, 3))}${hex(3)}-${hex(12)}`,
  };
}
