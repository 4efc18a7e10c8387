// Communities, one for a barangay at most: OBCMS allows no second. The last fifth of the barangays has none.
// OBCMS makes the coverages of municipalities and provinces itself while these are loaded.

import { madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { FIRST_ID, type Row } from "./row.ts";
import { sentences } from "./words.ts";

export const settlementTypes = ["village", "subdivision", "sitio", "purok", "compound", "dispersed"] as const;
const GROUPS = ["maguindanaon", "meranaw", "tausug", "iranun", "sama", "yakan", "other"] as const;
const ACCESS = ["excellent", "good", "fair", "poor", "none"] as const;

export function communityId(index: number): number {
  return FIRST_ID + index;
}

export function* communityRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "communities");
  const { communities, barangays } = sizeOf(order);
  for (let index = 0; index < Math.min(communities, barangays); index += 1) {
    const households = random.between(10, 900);
    yield {
      model: "communities.obccommunity",
      pk: communityId(index),
      fields: {
        barangay: FIRST_ID + index,
        obc_id: `PERF-OBC-${String(index + 1).padStart(4, "0")}`,
        community_names: `Perf community ${index + 1}`,
        settlement_type: settlementTypes[index % settlementTypes.length],
        estimated_obc_population: households * random.between(4, 6),
        households,
        families: households,
        primary_ethnolinguistic_group: random.pick(GROUPS),
        access_formal_education: random.pick(ACCESS),
        access_healthcare: random.pick(ACCESS),
        access_clean_water: random.pick(ACCESS),
        primary_livelihoods: sentences(random, 1),
        brief_historical_background: sentences(random, 3),
        mosques_count: random.between(0, 4),
        is_active: true,
        ...madeOn(order.today),
      },
    };
  }
}
