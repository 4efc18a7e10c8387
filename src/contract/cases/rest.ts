// What an OBCMS answers over REST: tokens, lists, one full create/read/update/delete, recommendations, refusals.

import type { Case, Request } from "../case.ts";

const JSON_TYPE = { "Content-Type": "application/json" } as const;
const newType = { category: "consultation", description: "d" } as const;
/** Sent twice: names are unique. */
const createType: Case["request"] = ({ run = "" }) => {
  const json = { ...newType, name: `Perf ${run}` };
  return { endpoint: "api_engagement_type_create", as: "api_client", json };
};
const recommendation = {
  title: "Perf conformance",
  category: "economic_development",
  description: "d",
  rationale: "r",
  scope: "regional",
  proposed_by: 1,
  problem_statement: "p",
  policy_objectives: "o",
  proposed_solution: "s",
  expected_outcomes: "e",
} as const;
const regions = (more: Omit<Request, "endpoint" | "path">): Request => ({
  endpoint: "api_regions_list",
  ...more,
});

export const tokenCases: readonly Case[] = [
  {
    name: "A token request without a password is told which field is missing",
    request: ({ nobody = "" }) => ({ endpoint: "jwt_obtain", as: "nobody", json: { username: nobody } }),
    expect: {
      status: 400,
      headers: { Allow: "POST, OPTIONS" },
      exactly: { password: ["This field is required."] },
    },
  },
  {
    name: "A token request with a blank password is told so",
    request: ({ nobody = "" }) => ({
      endpoint: "jwt_obtain",
      as: "nobody",
      json: { username: nobody, password: "" },
    }),
    expect: { status: 400, exactly: { password: ["This field may not be blank."] } },
  },
  {
    name: "A token request with wrong credentials is unauthorized",
    request: ({ nobody = "" }) => ({
      endpoint: "jwt_obtain",
      as: "nobody",
      json: { username: nobody, password: "x" },
    }),
    expect: {
      status: 401,
      headers: { "WWW-Authenticate": 'Bearer realm="api"' },
      exactly: { detail: "No active account found with the given credentials" },
    },
  },
  {
    name: "A token request that is no JSON is told where parsing failed",
    request: () => ({ endpoint: "jwt_obtain", as: "nobody", text: "{", headers: JSON_TYPE }),
    expect: { status: 400, matches: { detail: /^JSON parse error - / } },
  },
  {
    name: "A token request of a foreign content type is refused with it",
    request: () => ({
      endpoint: "jwt_obtain",
      as: "nobody",
      text: "x",
      headers: { "Content-Type": "text/plain" },
    }),
    expect: { status: 415, exactly: { detail: 'Unsupported media type "text/plain" in request.' } },
  },
  {
    name: "Right credentials are answered with a pair of tokens",
    request: ({ api_client = "", api_client_password: password = "" }) => {
      return { endpoint: "jwt_obtain", as: "nobody", json: { username: api_client, password } };
    },
    expect: { status: 200, headers: { "Content-Type": "application/json" }, json: ["refresh", "access"] },
    keep: { refresh: /"refresh":"([^"]+)"/, access: /"access":"([^"]+)"/ },
  },
  {
    name: "A refresh token is exchanged for a new pair",
    request: ({ refresh = "" }) => ({ endpoint: "jwt_refresh", as: "nobody", json: { refresh } }),
    expect: { status: 200, json: ["access", "refresh"] },
    keep: { rotated: /"refresh":"([^"]+)"/ },
  },
  {
    name: "A refresh token works once",
    request: ({ refresh = "" }) => ({ endpoint: "jwt_refresh_reused", as: "nobody", json: { refresh } }),
    expect: {
      status: 401,
      headers: { "WWW-Authenticate": 'Bearer realm="api"' },
      exactly: { detail: "Token is blacklisted", code: "token_not_valid" },
    },
  },
  {
    name: "The rotated refresh token is good",
    request: ({ rotated = "" }) => ({ endpoint: "jwt_refresh", as: "nobody", json: { refresh: rotated } }),
    expect: { status: 200, json: ["access", "refresh"] },
  },
  {
    name: "The access token from before the rotation stays good",
    request: ({ access = "" }) => regions({ as: "nobody", headers: { Authorization: `Bearer ${access}` } }),
    expect: { status: 200, json: ["count"] },
  },
  {
    name: "A refresh token that is none is invalid",
    request: () => ({ endpoint: "jwt_refresh", as: "nobody", json: { refresh: "garbage" } }),
    expect: { status: 401, exactly: { detail: "Token is invalid", code: "token_not_valid" } },
  },
  {
    name: "An access token does not refresh",
    request: ({ access = "" }) => ({ endpoint: "jwt_refresh", as: "nobody", json: { refresh: access } }),
    expect: { status: 401, exactly: { detail: "Token has wrong type", code: "token_not_valid" } },
  },
  {
    name: "A token cannot be read with GET",
    request: () => ({ endpoint: "jwt_obtain", method: "GET", as: "nobody" }),
    expect: {
      status: 405,
      headers: { Allow: "POST, OPTIONS" },
      exactly: { detail: 'Method "GET" not allowed.' },
    },
  },
];

export const restCases: readonly Case[] = [
  {
    name: "REST without credentials is unauthorized",
    request: () => ({ endpoint: "api_regions_unauthenticated", as: "nobody" }),
    expect: {
      status: 401,
      headers: {
        "WWW-Authenticate": 'Bearer realm="api"',
        Allow: "GET, HEAD, OPTIONS",
        Vary: "Accept, origin, Cookie",
        "Content-Type": "application/json",
      },
      exactly: { detail: "Authentication credentials were not provided." },
    },
  },
  {
    name: "REST with a token that is none is unauthorized, and says what is wrong with the token",
    request: () => ({
      endpoint: "api_regions_expired_token",
      as: "nobody",
      headers: { Authorization: "Bearer garbage" },
    }),
    expect: {
      status: 401,
      exactly: {
        detail: "Given token not valid for any token type",
        code: "token_not_valid",
        messages: [{ token_class: "AccessToken", token_type: "access", message: "Token is invalid" }],
      },
    },
  },
  {
    name: "REST with a refresh token is unauthorized",
    request: ({ rotated = "" }) => regions({ as: "nobody", headers: { Authorization: `Bearer ${rotated}` } }),
    expect: { status: 401, matches: { "messages.0.message": /^Token has wrong type$/ } },
  },
  {
    name: "Regions are listed",
    request: () => regions({ as: "api_client" }),
    expect: {
      status: 200,
      headers: { Vary: "Accept, origin, Cookie", "Set-Cookie": null },
      json: [
        "count",
        "next",
        "previous",
        "results.0.province_count",
        "results.0.description",
        "results.0.is_active",
      ],
    },
  },
  {
    name: "Provinces are listed with their region",
    request: () => ({ endpoint: "api_provinces_list", as: "api_client" }),
    expect: {
      status: 200,
      json: ["count", "results.0.region_name", "results.0.capital", "results.0.municipality_count"],
      matches: { "results.0.full_path": /^Region [\w-]+ > / },
    },
  },
  {
    name: "Municipalities are found by a part of a name",
    request: () => ({ endpoint: "api_municipalities_search", args: { search: "a" }, as: "api_client" }),
    expect: {
      status: 200,
      json: ["count", "results.0.province_name", "results.0.municipality_type", "results.0.barangay_count"],
    },
  },
  {
    name: "A search that finds nothing has an empty page",
    request: () => ({ endpoint: "api_municipalities_search", args: { search: "qqqqq" }, as: "api_client" }),
    expect: { status: 200, exactly: { count: 0, next: null, previous: null, results: [] } },
  },
  {
    name: "Barangays are listed with all that lies above them",
    request: () => ({ endpoint: "api_barangays_list", as: "api_client" }),
    expect: {
      status: 200,
      json: ["count", "results.0.municipality_name", "results.0.province_name", "results.0.is_urban"],
      matches: { "results.0.full_path": / > Barangay / },
    },
  },
  {
    name: "A page size of the client's is ignored",
    request: () => ({ path: "/api/administrative/municipalities/?page_size=1", as: "api_client" }),
    expect: { status: 200, json: ["results.0.id", "results.1.id"] },
  },
  ...["page_size=1", "limit=1"].map(
    (query): Case => ({
      name: `A list ignores ${query}`,
      request: () => ({ path: `/api/administrative/provinces/?${query}`, as: "api_client" }),
      expect: { status: 200, json: ["results.0.id", "results.1.id"] },
    }),
  ),
  ...["name", "-name", "bogus"].map(
    (ordering): Case => ({
      name: `A list takes the order ${ordering}`,
      request: () => ({ path: `/api/administrative/regions/?ordering=${ordering}`, as: "api_client" }),
      expect: { status: 200, json: ["count", "results.0.name"] },
    }),
  ),
  {
    name: "A filter by a choice that is none is refused",
    request: () => ({
      path: "/api/administrative/municipalities/?municipality_type=village",
      as: "api_client",
    }),
    expect: {
      status: 400,
      exactly: {
        municipality_type: ["Select a valid choice. village is not one of the available choices."],
      },
    },
  },
  {
    name: "A filter by a row that is not there is refused",
    request: () => ({ path: "/api/administrative/provinces/?region=999999", as: "api_client" }),
    expect: {
      status: 400,
      exactly: { region: ["Select a valid choice. That choice is not one of the available choices."] },
    },
  },
  {
    name: "A filter by a truth value that is none is ignored",
    request: () => ({ path: "/api/administrative/regions/?is_active=perhaps", as: "api_client" }),
    expect: { status: 200, json: ["results.0.id"] },
  },
  {
    name: "A filter that no row fits leaves an empty page",
    request: () => ({ path: "/api/administrative/regions/?is_active=false", as: "api_client" }),
    expect: { status: 200, exactly: { count: 0, next: null, previous: null, results: [] } },
  },
  {
    name: "A page that is not there is not found",
    request: () => ({ path: "/api/administrative/barangays/?page=999", as: "api_client" }),
    expect: {
      status: 404,
      headers: { "Content-Type": "application/json" },
      exactly: { detail: "Invalid page." },
    },
  },
  {
    name: "A list of places takes no POST",
    request: () => ({ ...regions({ as: "api_client" }), method: "POST", json: {} }),
    expect: { status: 405, exactly: { detail: 'Method "POST" not allowed.' } },
  },
  {
    name: "A browser that asks REST for HTML meets a server error",
    request: () => regions({ as: "api_client", headers: { Accept: "text/html" } }),
    expect: { status: 500, headers: { "Content-Type": /^text\/html/ } },
  },
  {
    name: "A session may read over REST",
    request: () => regions({ as: "staff" }),
    expect: { status: 200, json: ["results"] },
  },
  {
    name: "A session may not write over REST without a CSRF token",
    request: () => ({ endpoint: "api_engagement_type_create", as: "staff", csrf: false, json: {} }),
    expect: { status: 403, exactly: { detail: "CSRF Failed: CSRF token missing." } },
  },
];

export const engagementTypeCases: readonly Case[] = [
  {
    name: "A new engagement type needs its fields",
    request: () => ({
      endpoint: "api_engagement_type_create",
      as: "api_client",
      json: { category: "consultation" },
    }),
    expect: {
      status: 400,
      exactly: { name: ["This field is required."], description: ["This field is required."] },
    },
  },
  {
    name: "An engagement type of an unknown category is refused",
    request: ({ run = "" }) => {
      const json = { ...newType, name: `Perf ${run} x`, category: "party" };
      return { endpoint: "api_engagement_type_create", as: "api_client", json };
    },
    expect: { status: 400, exactly: { category: ['"party" is not a valid choice.'] } },
  },
  {
    name: "An engagement type is created",
    request: createType,
    expect: {
      status: 201,
      headers: { Allow: "GET, POST, HEAD, OPTIONS" },
      json: ["id", "name", "icon", "color", "is_active"],
      matches: { created_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+08:00$/, color: /^#007bff$/ },
    },
    keep: { id: /"id":(\d+)/ },
  },
  {
    name: "A second engagement type of the same name is refused",
    request: createType,
    expect: {
      status: 400,
      exactly: { name: ["stakeholder engagement type with this name already exists."] },
    },
  },
  {
    name: "The created engagement type can be read",
    request: ({ id = "" }) => ({ endpoint: "api_engagement_type_detail", args: { id }, as: "api_client" }),
    expect: {
      status: 200,
      headers: { Allow: "GET, PUT, PATCH, DELETE, HEAD, OPTIONS" },
      json: ["id", "name", "category", "updated_at"],
    },
  },
  {
    name: "It is found by its name",
    request: ({ run = "" }) => {
      return { endpoint: "api_engagement_types_search", args: { search: `Perf ${run}` }, as: "api_client" };
    },
    needs: ["id"],
    expect: { status: 200, matches: { count: /^1$/, "results.0.category": /^consultation$/ } },
  },
  {
    name: "One field of it can be changed",
    request: ({ id = "" }) => {
      return {
        endpoint: "api_engagement_type_update",
        args: { id },
        as: "api_client",
        json: { description: "e" },
      };
    },
    expect: { status: 200, json: ["id"], matches: { description: /^e$/, category: /^consultation$/ } },
  },
  {
    name: "It cannot be replaced without its name",
    request: ({ id = "" }) => {
      const put = { endpoint: "api_engagement_type_update", args: { id }, method: "PUT" } as const;
      return { ...put, as: "api_client", json: newType };
    },
    expect: { status: 400, exactly: { name: ["This field is required."] } },
  },
  {
    name: "Engagement types are listed",
    request: () => ({ endpoint: "api_engagement_type_create", method: "GET", as: "api_client" }),
    expect: { status: 200, json: ["count", "results.0.name"] },
  },
  {
    name: "It can be deleted, without a body or a content type in the answer",
    request: ({ id = "" }) => ({ endpoint: "api_engagement_type_delete", args: { id }, as: "api_client" }),
    expect: { status: 204, empty: true, headers: { "Content-Type": null, Allow: /DELETE/ } },
  },
  {
    name: "A deleted engagement type is not found",
    request: ({ id = "" }) => ({ endpoint: "api_engagement_type_detail", args: { id }, as: "api_client" }),
    expect: { status: 404, exactly: { detail: "No StakeholderEngagementType matches the given query." } },
  },
  {
    name: "An engagement type with a text for an id is not found",
    request: () => ({ endpoint: "api_engagement_type_detail", args: { id: "abc" }, as: "api_client" }),
    expect: { status: 404, json: ["detail"] },
  },
];

export const recommendationCases: readonly Case[] = [
  {
    name: "A recommendation is created with a number of its own",
    request: () => ({ endpoint: "api_recommendation_create", as: "api_client", json: recommendation }),
    expect: {
      status: 201,
      headers: { Allow: "GET, POST, HEAD, OPTIONS" },
      json: ["id", "status_display", "target_region", "contributing_authors", "created_at"],
      matches: { reference_number: /^OOBC-POL-\d{4}-\d{4,}$/, status: /^draft$/ },
    },
    keep: { recommendation: /"id":"?([0-9a-f-]+)/ },
  },
  {
    name: "A recommendation needs its fields",
    request: () => ({ endpoint: "api_recommendation_create", as: "api_client", json: { title: "Perf" } }),
    expect: { status: 400, json: ["category.0", "proposed_by.0", "expected_outcomes.0"] },
  },
  {
    name: "A recommendation by nobody is refused",
    request: () => ({
      endpoint: "api_recommendation_create",
      as: "api_client",
      json: { ...recommendation, proposed_by: 999999 },
    }),
    expect: { status: 400, exactly: { proposed_by: ['Invalid pk "999999" - object does not exist.'] } },
  },
  {
    name: "Recommendations cannot be listed: OBCMS fails",
    request: () => ({ endpoint: "api_recommendation_list", as: "api_client" }),
    expect: { status: 500, headers: { "Content-Type": /^text\/html/ } },
  },
];
