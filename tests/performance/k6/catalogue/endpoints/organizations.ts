// The organisations of OBCMS's app `coordination`: listed and created over REST, and nothing more.

import type { Endpoint } from "../endpoint.ts";

const rest = { transport: "json", signIn: "jwt", as: "api_client" } as const;
const selfRedirect =
  "301 to itself for ever: OBCMS's middleware for old addresses takes every path with /organizations/ in it for one";
const detail = { ...rest, path: "/api/coordination/organizations/{id}/", broken: selfRedirect } as const;

export const organizationsEndpoints = {
  api_organization_list: {
    ...rest,
    method: "GET",
    path: "/api/coordination/organizations.json?search={search}&page={page}",
    django: "coordination_api:organization-list",
    access: "read",
    ok: [200],
    expects: { json: ["count", "results.0.contacts"] },
  },
  api_organization_create: {
    ...rest,
    method: "POST",
    path: "/api/coordination/organizations.json",
    django: "coordination_api:organization-list",
    access: "write",
    ok: [201],
    expects: { json: ["id", "name"] },
    residue: "the created organisation: its detail, PATCH and DELETE redirect to themselves for ever",
  },
  api_organization_detail: {
    ...detail,
    method: "GET",
    django: "coordination_api:organization-detail",
    access: "read",
    ok: [200],
    expects: { json: ["id", "name"] },
  },
  api_organization_update: {
    ...detail,
    method: "PATCH",
    django: "coordination_api:organization-detail",
    access: "write",
    ok: [200],
    expects: { json: ["id", "acronym"] },
  },
  api_organization_delete: {
    ...detail,
    method: "DELETE",
    django: "coordination_api:organization-detail",
    access: "write",
    ok: [204],
    expects: { empty: true },
  },
  api_partnership_list: {
    ...rest,
    method: "GET",
    path: "/api/coordination/partnerships.json",
    django: "coordination_api:partnership-list",
    access: "read",
    ok: [200],
    expects: { json: ["count", "results"] },
    broken: "500; without the suffix .json 301 to itself for ever",
  },
} as const satisfies Record<string, Endpoint>;
