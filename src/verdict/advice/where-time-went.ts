// Where the time of an endpoint's answers went, in a clause, by what the target said of it.

import type { EndpointResult } from "../../result/result.ts";

const parts = {
  database: ({ queries }) => `the database, in ${Math.round(queries)} statements`,
  template: () => "templates",
  cache: () => "the cache",
  python: () => "Python",
  outside: () => "network and queueing, by subtraction",
} as const satisfies Record<string, (split: Split) => string>;
type Part = keyof typeof parts;
type Split = NonNullable<EndpointResult["split"]>;

/** `on average 540 of 900 ms went to the database, in 41 statements`; undefined where the target did not tell. */
export function whereTimeWent({ split }: EndpointResult): string | undefined {
  if (split === undefined) return undefined;
  const names = Object.keys(parts) as Part[];
  const [largest] = names.toSorted((a, b) => split[b] - split[a]);
  if (largest === undefined) return undefined;
  const all = names.reduce((sum, name) => sum + split[name], 0);
  return `on average ${Math.round(split[largest])} of ${Math.round(all)} ms went to ${parts[largest](split)}`;
}
