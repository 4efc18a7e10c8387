// OBCMS's project urls: health and readiness, asked once in setup().

import type { Endpoint } from "../endpoint.ts";

export const obcManagementEndpoints = {
  health: {
    method: "GET",
    path: "/health/",
    django: "health",
    access: "read",
    transport: "json",
    signIn: "none",
    as: "anybody",
    ok: [200],
    expects: { json: ["status", "service", "version"] },
  },
  readiness: {
    method: "GET",
    path: "/ready/",
    django: "readiness",
    access: "read",
    transport: "json",
    signIn: "none",
    as: "anybody",
    ok: [200],
    expects: { json: ["status", "checks.database", "checks.cache"] },
  },
} as const satisfies Record<string, Endpoint>;
