// Values of distributions out of seeded randomness, for faults that vary from request to request.

import type { Random } from "../random.ts";

/** A lognormal value: half of them lie below the median; sigma is the spread of the logarithm, 0.5 is wide. */
export function lognormal(random: Random, median: number, sigma: number): number {
  // Box and Muller (1958); 1 - next() is never 0, so that the logarithm exists.
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return median * Math.exp(sigma * normal);
}
