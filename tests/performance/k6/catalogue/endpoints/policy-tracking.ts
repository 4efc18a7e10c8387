// OBCMS's app `policy_tracking`: recommendations. Its API can create one and nothing else.

import type { Endpoint } from "../endpoint.ts";

export const policyTrackingEndpoints = {
  api_recommendation_create: {
    method: "POST",
    path: "/api/policy-tracking/recommendations.json",
    django: "policy_tracking_api:policyrecommendation-list",
    access: "write",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [201],
    expects: { json: ["id", "reference_number"] },
    residue: "list, detail, PATCH and DELETE answer 500 on OBCMS, so the created recommendation stays",
  },
} as const satisfies Record<string, Endpoint>;
