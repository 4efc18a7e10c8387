// OBCMS's app `mana`: needs assessments. Its other pages ask geocoders on the internet or want workshops of their own.

import type { Endpoint } from "../endpoint.ts";

export const manaEndpoints = {
  mana_stats_cards: {
    method: "GET",
    path: "/mana/stats-cards/",
    django: "mana:mana_stats_cards",
    access: "read",
    transport: "htmx",
    signIn: "session",
    as: "executive",
    ok: [200],
    expects: { html: "Total Assessments" },
  },
} as const satisfies Record<string, Endpoint>;
