// In what a target differs from production: (production, observed) → rows, one for each fact that production states. Pure.

import type { ParityRow, ParityValue } from "../result/parity.ts";
import { type Fact, factOf } from "./facts.ts";
import type { Observed } from "./observation.ts";
import type { Production } from "./production.ts";

/** In the order in which production states its facts; what it leaves out is no difference. */
export function compare(production: Production, observed: Observed): ParityRow[] {
  return [...production].map(([fact, wanted]) => {
    const { why, like } = factOf(fact);
    const seen = observed.get(fact) ?? { source: "not observed", because: "nobody was asked" };
    if (seen.source === "not observed") {
      const { source, because } = seen;
      return { fact, production: wanted, here: null, state: "not_observed", source, because, why };
    }
    const { source, value: here } = seen;
    const state = likeness[like](wanted, here) ? "same" : "differs";
    return { fact, production: wanted, here, ...ratioOf(like, wanted, here), state, source, why };
  });
}

/** More than this many times as much data, or less than one part of this, is other data. */
const FOLD = 2;

const likeness: Readonly<Record<Fact["like"], (wanted: ParityValue, here: ParityValue) => boolean>> = {
  exact: (wanted, here) => wanted === here,
  version: (wanted, here) => `${here}.`.startsWith(`${wanted}.`),
  rate: (wanted, here) => normalRate(wanted) === normalRate(here),
  rows: (wanted, here) =>
    wanted === here ||
    (Number(wanted) > 0 && Number(here) / Number(wanted) <= FOLD && Number(wanted) / Number(here) <= FOLD),
};

/** REST framework looks at the first letter of the unit alone. */
function normalRate(rate: ParityValue): string {
  return String(rate).replace(/^(\d+)\/([smhd]).*$/, "$1/$2");
}

function ratioOf(like: Fact["like"], wanted: ParityValue, here: ParityValue): Pick<ParityRow, "ratio"> {
  return like === "rows" && Number(wanted) > 0 ? { ratio: Number(here) / Number(wanted) } : {};
}
