// Where the time of an endpoint's answers went, in a clause, by what the target said of it.

import type { EndpointResult, Second } from "../../result/result.ts";
import { takeover } from "../../result/takeover.ts";
import { signOfStatements } from "../statements.ts";

const parts = {
  database: (split) => `the database, in ${Math.round(split.queries)} statements${signOfStatements(split)}`,
  template: () => "templates",
  cache: () => "the cache",
  python: () => "Python",
  outside: () => "network and queueing, by subtraction",
} as const satisfies Record<string, (split: Split) => string>;
type Part = keyof typeof parts;
type Split = NonNullable<EndpointResult["split"]>;

/**
 * `on average 540 of 900 ms went to the database, in 41 statements`; undefined where the target did not tell. `series`: of
 * the whole run, by which waiting may have taken over.
 */
export function whereTimeWent({ split }: EndpointResult, series: readonly Second[]): string | undefined {
  if (split === undefined) return undefined;
  const names = Object.keys(parts) as Part[];
  const [largest] = names.toSorted((a, b) => split[b] - split[a]);
  if (largest === undefined) return undefined;
  const all = names.reduce((sum, name) => sum + split[name], 0);
  const clause = `on average ${Math.round(split[largest])} of ${Math.round(all)} ms went to ${parts[largest](split)}`;
  const queue = largest === "outside" ? afterQueueing(series) : undefined;
  return queue === undefined ? clause : `${clause}; ${queue}`;
}

/** Waiting that was there from the beginning may be the network's, and more workers would not shorten it. */
function afterQueueing(series: readonly Second[]): string | undefined {
  const found = takeover(series);
  if (found === undefined || found.fromTheBeginning) return undefined;
  const end = found.until === null ? "on" : `to second ${found.until}`;
  return `from second ${found.second} ${end} answers waited longer than the target worked on them, so more workers or less load help more than faster code`;
}
