// Sign-in: JWT for the REST API (SimpleJWT, rotation and blacklist), session with CSRF for the pages.

import type { Endpoint } from "../endpoint.ts";

export const authEndpoints = {
  jwt_obtain: {
    method: "POST",
    path: "/api/v1/auth/token/",
    django: "token_obtain_pair",
    access: "sign_in",
    transport: "json",
    signIn: "none",
    as: "api_client",
    ok: [200],
    expects: { json: ["access", "refresh"] },
  },
  jwt_refresh: {
    method: "POST",
    path: "/api/v1/auth/token/refresh/",
    django: "token_refresh",
    access: "write",
    transport: "json",
    signIn: "none",
    as: "api_client",
    recordsFrom: "api_client",
    ok: [200],
    expects: { json: ["access", "refresh"] },
  },
  login_page: {
    method: "GET",
    path: "/login/",
    django: "common:login",
    access: "sign_in",
    transport: "page",
    signIn: "none",
    as: "staff",
    ok: [200],
    expects: { html: 'name="csrfmiddlewaretoken"' },
  },
  login_submit: {
    method: "POST",
    path: "/login/",
    django: "common:login",
    access: "sign_in",
    transport: "page",
    signIn: "none",
    as: "staff",
    ok: [302],
    expects: { redirect: "/dashboard/" },
  },
} as const satisfies Record<string, Endpoint>;
