// The cases to ask for some endpoints: theirs, those that find what theirs need, and those that delete what they make.

import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case } from "./case.ts";
import { clears, madeBy } from "./clearing.ts";
import { demandsOf } from "./demands.ts";

/** In the order of `cases`. */
export function casesFor(wanted: ReadonlySet<EndpointName>, cases: readonly Case[]): Case[] {
  const all = cases.map((one) => ({ one, demands: demandsOf(one), keeps: Object.keys(one.keep ?? {}) }));
  const chosen = new Set(
    all.filter(({ demands }) => demands.endpoint !== undefined && wanted.has(demands.endpoint)),
  );
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size;
    const needed = new Set([...chosen].flatMap(({ demands }) => demands.reads));
    const made = madeBy([...chosen].map(({ one }) => one));
    for (const each of all)
      if (each.keeps.some((name) => needed.has(name)) || clears(each.one, each.demands, made))
        chosen.add(each);
  }
  return all.filter((each) => chosen.has(each)).map(({ one }) => one);
}
