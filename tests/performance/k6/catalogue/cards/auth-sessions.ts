// Plan §5: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const authSessionsCard = {
  section: 5,
  title: "Authentication & Session Resilience",
  priority: "MEDIUM",
  complexity: "Simple",
  dependencies: ["login endpoints", "JWT and session issuance", "refresh mechanisms"],
  prerequisites: [
    "target_reachable",
    "credentials_personas",
    "credentials_api_client",
    "throw_away_accounts",
    "bypass_switch",
  ],
  weight: 1,
  weightReason: "each person signs in once or twice a day",
} as const satisfies Card;
