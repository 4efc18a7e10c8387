// Sign-in: JWT for the REST API (SimpleJWT, rotation and blacklist), session with CSRF for the pages.

import type { Endpoint } from "../endpoint.ts";

const refusedLogin = {
  method: "POST",
  path: "/login/",
  django: "common:login",
  access: "refusal",
  transport: "page",
  signIn: "none",
  as: "throw_away",
} as const;

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
  /** OBCMS shows the form again, with status 200. */
  login_wrong_password: {
    ...refusedLogin,
    ok: [200],
    expects: { html: 'name="csrfmiddlewaretoken"' },
  },
  /** From the fifth wrong password on, for half an hour. Here 429 is the answer that is meant to come. */
  login_locked: {
    ...refusedLogin,
    ok: [429],
    expects: { html: "Account locked" },
  },
  /** It ends the session, though asked for with GET; whoever has none gets the same page. */
  logout: {
    method: "GET",
    path: "/logout/",
    django: "common:logout",
    access: "write",
    transport: "page",
    signIn: "none",
    as: "staff",
    ok: [200],
    expects: { html: "<title>Logged Out" },
  },
  dashboard_signed_out: {
    method: "GET",
    path: "/dashboard/",
    django: "common:dashboard",
    access: "refusal",
    transport: "page",
    signIn: "session",
    as: "staff",
    ok: [302],
    expects: { redirect: "/login/" },
  },
  /** Rotation: a refresh token is good for one use. */
  jwt_refresh_reused: {
    method: "POST",
    path: "/api/v1/auth/token/refresh/",
    django: "token_refresh",
    access: "refusal",
    transport: "json",
    signIn: "none",
    as: "api_client",
    recordsFrom: "api_client",
    ok: [401],
    expects: { json: ["detail", "code"] },
  },
  /** An access token that is over, as far as the target can tell: its signature is not right. */
  api_regions_expired_token: {
    method: "GET",
    path: "/api/administrative/regions/",
    django: "common_api:region-list",
    access: "refusal",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [401],
    expects: { json: ["detail", "code"] },
  },
} as const satisfies Record<string, Endpoint>;
