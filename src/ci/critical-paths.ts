// Whether a change needs a performance run, and of which scenarios: by its paths and a committed list of critical ones.
// Pure; `ci changes` asks git for the paths.

import { z } from "zod";
import { type CardName, cardNames } from "../../tests/performance/k6/catalogue/cards.ts";

export const criticalPathsSchema = z.strictObject({
  $about: z.string(),
  /** A folder ends in `/`. Scenarios of the plan; an empty list means all of them. */
  paths: z.record(z.string().min(1), z.array(z.enum(cardNames))),
});
export type CriticalPaths = z.infer<typeof criticalPathsSchema>["paths"];

export type Change = {
  readonly critical: boolean;
  /** Empty where all of them are meant, and where nothing is critical. */
  readonly scenarios: readonly CardName[];
  /** The changed paths that are critical. */
  readonly because: readonly string[];
};

/** Of all rules that fit a path, the longest decides. */
export function changeOf(changed: readonly string[], critical: CriticalPaths): Change {
  const fitting = changed.flatMap((path) => {
    const rules = Object.keys(critical).filter((rule) =>
      rule.endsWith("/") ? path.startsWith(rule) : path === rule,
    );
    const [longest] = rules.sort((a, b) => b.length - a.length);
    return longest === undefined ? [] : [{ path, scenarios: critical[longest] ?? [] }];
  });
  const isAll = fitting.some(({ scenarios }) => scenarios.length === 0);
  const named = new Set(fitting.flatMap(({ scenarios }) => scenarios));
  return {
    critical: fitting.length > 0,
    scenarios: isAll ? [] : cardNames.filter((card) => named.has(card)),
    because: fitting.map(({ path }) => path),
  };
}

/** Where nobody can say what changed: a schedule, a run by hand. */
export const everything: Change = { critical: true, scenarios: [], because: [] };
