// Plan §7: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const executiveAnalyticsCard = {
  section: 7,
  title: "Executive Analytics & Recommendations",
  priority: "MEDIUM",
  complexity: "Moderate",
  dependencies: ["trend analysis APIs", "budget feedback endpoints", "recommendation listings"],
  prerequisites: [
    "target_reachable",
    "credentials_personas",
    "analytics_seeded",
    "recommendations_present",
    "cache_warming",
  ],
  weight: 1,
  weightReason: "few executives, heavy pages",
} as const satisfies Card;
