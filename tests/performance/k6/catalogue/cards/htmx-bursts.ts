// Plan §2: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const htmxBurstsCard = {
  section: 2,
  title: "HTMX Interaction Bursts",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["HTMX endpoints", "partial templates", "HX-Trigger notifications"],
  prerequisites: [
    "target_reachable",
    "dataset_present",
    "credentials_personas",
    "journeys_traced",
    "server_timing",
  ],
  weight: 3,
  weightReason: "each page that staff keep open polls its fragments",
} as const satisfies Card;
