// How large a document is: lognormal around a stated median, within what a kind needs and the settings allow. Called by
// lib/documents.ts with the journey's own seeded randomness.

import { SMALLEST } from "./kinds.ts";

/** How far sizes spread around the median, by the logarithm: of 400 kB nine in ten lie between 110 and 1500. */
const SIGMA = 0.8;
const BYTES_PER_KB = 1000;

/** Bytes. `random`: uniform in [0, 1). */
export function sizeOfDocument(random: () => number, medianKb: number, capKb: number): number {
  // Box and Muller (1958); 1 - random() is never 0, so that the logarithm exists.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = Math.round(BYTES_PER_KB * medianKb * Math.exp(SIGMA * normal));
  return Math.max(SMALLEST, Math.min(BYTES_PER_KB * capKb, drawn));
}
