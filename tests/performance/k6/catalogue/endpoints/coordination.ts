// OBCMS's app `coordination`: engagement types, the cleanest create/read/update/delete of its REST API.

import type { Endpoint } from "../endpoint.ts";

export const coordinationEndpoints = {
  api_engagement_type_create: {
    method: "POST",
    path: "/api/coordination/stakeholder-engagement-types/",
    django: "coordination_api:stakeholderengagementtype-list",
    access: "write",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [201],
    expects: { json: ["id", "name"] },
  },
  api_engagement_type_detail: {
    method: "GET",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: "coordination_api:stakeholderengagementtype-detail",
    access: "read",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [200],
    expects: { json: ["id", "name"] },
  },
  api_engagement_type_update: {
    method: "PATCH",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: "coordination_api:stakeholderengagementtype-detail",
    access: "write",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [200],
    expects: { json: ["id", "description"] },
  },
  api_engagement_type_delete: {
    method: "DELETE",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: "coordination_api:stakeholderengagementtype-detail",
    access: "write",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [204],
    expects: { empty: true },
  },
} as const satisfies Record<string, Endpoint>;
