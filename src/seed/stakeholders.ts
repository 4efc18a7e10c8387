// Stakeholders: who speaks for communities, one for every tenth of them.

import { communityId } from "./communities.ts";
import { madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { FIRST_ID, type Row } from "./row.ts";

export const stakeholderTypes = [
  "community_leader",
  "barangay_captain",
  "tribal_leader",
  "ulama",
  "imam",
  "ustadz",
  "arabic_teacher",
  "madrasa_teacher",
  "youth_leader",
  "women_leader",
  "business_leader",
  "cooperative_leader",
  "health_worker",
  "volunteer",
  "other",
] as const;
const INFLUENCES = ["very_high", "high", "medium", "low", "emerging"] as const;
const ENGAGEMENTS = ["very_active", "active", "moderate", "limited", "inactive"] as const;

export function* stakeholderRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "stakeholders");
  const { stakeholders, communities, barangays } = sizeOf(order);
  for (let index = 0; index < stakeholders; index += 1)
    yield {
      model: "communities.stakeholder",
      pk: FIRST_ID + index,
      fields: {
        full_name: `Perf stakeholder ${String(index + 1).padStart(4, "0")}`,
        stakeholder_type: stakeholderTypes[index % stakeholderTypes.length],
        community: communityId(random.between(0, Math.min(communities, barangays) - 1)),
        influence_level: random.pick(INFLUENCES),
        engagement_level: random.pick(ENGAGEMENTS),
        is_active: true,
        is_verified: index % 4 === 0,
        ...madeOn(order.today),
      },
    };
}
