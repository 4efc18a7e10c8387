// What an OBCMS does around its endpoints: old addresses that redirect to themselves, the lock after failed sign-ins,
// metrics, a write that fails after it is done, sign-out. The last ones sign a user out, so they run last of all.

import type { Case } from "../case.ts";

const HTML = "text/html; charset=utf-8";
const LOOPS = [
  "/api/communities/communities/",
  "/api/communities/",
  "/api/communities/stakeholders/",
  "/api/coordination/organizations/",
  "/api/coordination/",
  "/api/mana/",
] as const;

export const oldAddressCases: readonly Case[] = [
  ...LOOPS.map(
    (path): Case => ({
      name: `${path} redirects to itself, for ever`,
      request: () => ({ path, as: "api_client" }),
      expect: {
        status: 301,
        headers: { Location: path, "Content-Type": HTML, "X-Frame-Options": null, Vary: null },
        empty: true,
      },
    }),
  ),
  {
    name: "The list of recommendations redirects to a path that is not there",
    request: () => ({ path: "/api/policy-tracking/recommendations/", as: "api_client" }),
    expect: { status: 301, headers: { Location: "/api/policy-tracking/policies/", "X-Frame-Options": null } },
  },
  {
    name: "The path that is not there is not there",
    request: () => ({ path: "/api/policy-tracking/policies/", as: "api_client" }),
    expect: { status: 404, headers: { "Content-Type": HTML } },
  },
];

const failedSignIn =
  (endpoint: "login_wrong_password" | "login_locked", password?: "right"): Case["request"] =>
  ({ throwAway = "", csrf = "", throwAwayPassword = "" }) => {
    const form = {
      username: throwAway,
      password: password === "right" ? throwAwayPassword : "x",
      csrfmiddlewaretoken: csrf,
    };
    return { endpoint, as: "nobody", headers: { Cookie: `csrftoken=${csrf}` }, form };
  };
const locked: Case["expect"] = {
  status: 429,
  headers: { "Content-Type": /^text\/html/, "Retry-After": null, "X-Frame-Options": null },
  contains: ["Account locked: too many login attempts. Please try again later."],
};

export const lockCases: readonly Case[] = [
  ...[1, 2, 3, 4].map(
    (number): Case => ({
      name: `Failed sign-in ${number} of a name shows the form again`,
      request: failedSignIn("login_wrong_password"),
      expect: { status: 200, headers: { "Content-Type": HTML } },
    }),
  ),
  {
    name: "The fifth failed sign-in locks the name",
    request: failedSignIn("login_locked"),
    expect: locked,
    leaves: "the throw-away account, locked for half an hour",
  },
  {
    name: "A locked name stays locked for the right password",
    request: failedSignIn("login_locked", "right"),
    expect: locked,
  },
  {
    name: "A locked name stays locked from another address",
    request: (memory) => {
      const request = failedSignIn("login_locked")(memory);
      return { ...request, headers: { ...request.headers, "X-Forwarded-For": "203.0.113.9" } };
    },
    expect: locked,
  },
  {
    name: "A locked name that asks for a token is refused as with a wrong password",
    request: ({ throwAway = "" }) => ({
      endpoint: "jwt_obtain",
      as: "nobody",
      json: { username: throwAway, password: "x" },
    }),
    expect: { status: 401, exactly: { detail: "No active account found with the given credentials" } },
  },
];

export const metricsCases: readonly Case[] = [
  {
    name: "Metrics are open to anybody, in Prometheus's text format",
    request: () => ({ path: "/metrics/metrics", as: "nobody" }),
    expect: {
      status: 200,
      headers: { "Content-Type": /^text\/plain; version=/ },
      contains: [
        "# TYPE django_http_requests_latency_seconds_by_view_method histogram",
        "# TYPE django_http_responses_total_by_status_view_method_total counter",
        "# TYPE django_http_requests_latency_including_middlewares_seconds histogram",
        "# TYPE django_http_exceptions_total_by_type_total counter",
        "# TYPE django_http_exceptions_total_by_view_total counter",
        "# TYPE django_http_responses_body_total_bytes histogram",
        "# TYPE process_cpu_seconds_total counter",
        "# TYPE process_resident_memory_bytes gauge",
      ],
    },
  },
  {
    name: "The path that Prometheus would ask by default is not there",
    request: () => ({ path: "/metrics/", as: "nobody" }),
    expect: { status: 404, headers: { "Content-Type": HTML } },
  },
];

export const policyCases: readonly Case[] = [
  {
    name: "Whoever is not signed in is forbidden to delete a policy, and is not led to the login page",
    request: ({ csrf = "" }) => ({
      path: "/policies/00000000-0000-4000-8000-000000000000/delete/",
      method: "POST",
      as: "nobody",
      headers: { Cookie: `csrftoken=${csrf}`, "X-CSRFToken": csrf },
    }),
    expect: { status: 403, headers: { "Content-Type": HTML } },
  },
];

export const signOutCases: readonly Case[] = [
  {
    name: "A sign-out by GET is a page, and takes the session cookie away",
    request: () => ({ endpoint: "logout", as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, "Set-Cookie": /sessionid="";.* Max-Age=0;/ },
      contains: ["<title>Logged Out", "<html"],
    },
  },
  {
    name: "After the sign-out the same cookie leads to the login page",
    request: () => ({ endpoint: "dashboard_signed_out", as: "executive" }),
    expect: { status: 302, headers: { Location: "/login/?next=/dashboard/" } },
  },
];
