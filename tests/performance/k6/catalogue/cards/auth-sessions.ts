// Plan §5: the card of the scenario. Read by cards.ts.
// A sign-in costs OBCMS 250 ms of CPU for the password's hash: two cores bear about eight a second; workloads/ says what its rates ask.

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
    "csrf",
    "lockout_state",
    "throttles",
    "cache_shared",
    "throw_away_accounts",
    "bypass_switch",
  ],
  requests: {
    login_page: 2,
    login_submit: 1,
    dashboard_page: 1,
    dashboard_stats_cards: 1,
    logout: 1,
    dashboard_signed_out: 1,
    jwt_obtain: 1,
    api_regions_list: 3,
    jwt_refresh: 2,
    jwt_refresh_reused: 1,
    api_regions_expired_token: 1,
    login_wrong_password: 4,
    login_locked: 1,
  },
  weight: 1,
  weightReason: "each person signs in once or twice a day",
} as const satisfies Card;
