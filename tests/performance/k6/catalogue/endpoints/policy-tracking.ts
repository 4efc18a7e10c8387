// OBCMS's app `policy_tracking`: recommendations. Its API can create one and nothing else; reading works as pages.

import type { Endpoint } from "../endpoint.ts";

const rest = { transport: "json", signIn: "jwt", as: "api_client" } as const;
const one = {
  ...rest,
  path: "/api/policy-tracking/recommendations/{id}/",
  django: "policy_tracking_api:policyrecommendation-detail",
  broken: "500: its filter set names fields that the model does not have",
} as const;
const page = { transport: "page", signIn: "session", as: "executive" } as const;
const look = { ...page, method: "GET", access: "read", ok: [200] } as const;

export const policyTrackingEndpoints = {
  policies_manage: {
    ...page,
    method: "GET",
    path: "/policies/manage/?status={status}",
    django: "policies:manage",
    access: "read",
    ok: [200],
    expects: { html: "<title>Manage Recommendations" },
  },
  policies_stats_cards: {
    ...page,
    method: "GET",
    path: "/policies/stats-cards/",
    django: "policies:stats_cards",
    access: "read",
    transport: "htmx",
    ok: [200],
    expects: { html: "Total Recommendations" },
  },
  policies_home: {
    ...look,
    path: "/policies/",
    django: "policies:home",
    expects: { html: "<title>Recommendations Tracking" },
  },
  /** Every recommendation on one page, with a query for each: OBCMS does not divide it. */
  policies_manage_all: {
    ...look,
    path: "/policies/manage/",
    django: "policies:manage",
    expects: { html: "<title>Manage Recommendations" },
  },
  /** What the page's own form sends. OBCMS reads status and category only, and gives the rest no effect. */
  policies_filtered: {
    ...look,
    path: "/policies/manage/?search={search}&status={status}&category={category}&priority={priority}",
    django: "policies:manage",
    expects: { html: "<title>Manage Recommendations" },
  },
  policies_by_area: {
    ...look,
    path: "/policies/area/{area}/",
    django: "policies:by_area",
    expects: { html: "Recommendations - OBC Management System</title>" },
  },
  policies_programs: {
    ...look,
    path: "/policies/programs/",
    django: "policies:programs",
    expects: { html: "<title>Systematic Program Recommendations" },
  },
  policies_services: {
    ...look,
    path: "/policies/services/",
    django: "policies:services",
    expects: { html: "<title>Service Improvement Recommendations" },
  },
  policies_refused: {
    ...look,
    path: "/policies/manage/",
    django: "policies:manage",
    access: "refusal",
    as: "staff",
    ok: [403],
    expects: { html: "<title>403" },
  },
  api_recommendation_create: {
    ...rest,
    method: "POST",
    path: "/api/policy-tracking/recommendations.json",
    django: "policy_tracking_api:policyrecommendation-list",
    access: "write",
    ok: [201],
    expects: { json: ["id", "reference_number"] },
    residue: "the created recommendation: its detail, PATCH and DELETE answer 500",
  },
  api_recommendation_list: {
    ...rest,
    method: "GET",
    path: "/api/policy-tracking/recommendations.json",
    django: "policy_tracking_api:policyrecommendation-list",
    access: "read",
    ok: [200],
    expects: { json: ["count", "results"] },
    broken: one.broken,
  },
  api_recommendation_detail: {
    ...one,
    method: "GET",
    access: "read",
    ok: [200],
    expects: { json: ["id", "reference_number"] },
  },
  api_recommendation_update: {
    ...one,
    method: "PATCH",
    access: "write",
    ok: [200],
    expects: { json: ["id", "title"] },
  },
  api_recommendation_delete: {
    ...one,
    method: "DELETE",
    access: "write",
    ok: [204],
    expects: { empty: true },
  },
  api_recommendation_statistics: {
    ...rest,
    method: "GET",
    path: "/api/policy-tracking/recommendations/statistics/",
    django: "policy_tracking_api:policyrecommendation-statistics",
    access: "read",
    ok: [200],
    expects: { json: ["total"] },
    broken: "500: it groups by a field that the model does not have",
  },
  policies_delete: {
    ...page,
    method: "POST",
    path: "/policies/{id}/delete/",
    django: "policies:delete",
    access: "write",
    ok: [302],
    expects: { redirect: "/policies/manage/" },
    broken: "500 after the row is deleted and committed: the page it redirects to has no address",
  },
} as const satisfies Record<string, Endpoint>;
