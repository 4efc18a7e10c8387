// What an endpoint's statements say of how its page asks the database: some that repeat others within one answer, and more of
// them for more rows. Both are signs of an N+1, and each sees what the other misses. Called by the report and by advice.

import type { EndpointResult } from "../result/result.ts";

type Split = NonNullable<EndpointResult["split"]>;

/** Where so many statements repeat others, and most of all do, a page asks for each row by itself. Judgement. */
const REPEATED = { atLeast: 10, share: 0.5 } as const;
/** From half a statement for each row: some rows share what is asked for. Fewer comparisons may be chance. Judgement. */
const GROWING = { perRow: 0.5, samples: 10 } as const;

/** What follows the number of statements in a sentence: `, 90 of them repeated: one for each row (N+1)`; often nothing. */
export function signOfStatements({ queries, duplicates, growth }: Split): string {
  const repeated =
    duplicates < REPEATED.atLeast || duplicates < queries * REPEATED.share
      ? ""
      : `, ${Math.round(duplicates)} of them repeated`;
  if (growth === undefined || growth.samples < GROWING.samples)
    return repeated && `${repeated}: one for each row (N+1)`;
  if (growth.queriesPerRow >= GROWING.perRow)
    return `${repeated}; statements grow with rows: ${growth.queriesPerRow.toFixed(1)} for each row (N+1)`;
  return repeated && `${repeated}, however many rows there are`;
}
