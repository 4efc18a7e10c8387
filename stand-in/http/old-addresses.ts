// OBCMS's middleware for old addresses: it looks for parts of them anywhere in a path, and finds them in its REST API.
// It does so before it looks at the session, so these answers carry neither Vary nor X-Frame-Options.

import { type Answer, redirectTo } from "./answer.ts";
import type { Call } from "./call.ts";

/** To themselves, for ever. The lists work under `.json`, which none of these matches. */
const TO_ITSELF = [
  /^\/api\/communities\/$/,
  /^\/api\/communities\/(communities|stakeholders)\//,
  /^\/api\/coordination\/$/,
  /^\/api\/coordination\/(organizations|partnerships)\//,
  /^\/api\/mana\/$/,
] as const;

/** Undefined: the path is left alone. The query is dropped. */
export function oldAddressRedirect(path: string): Answer | undefined {
  if (TO_ITSELF.some((pattern) => pattern.test(path))) return movedTo(path);
  return path === "/api/policy-tracking/recommendations/"
    ? movedTo("/api/policy-tracking/policies/")
    : undefined;
}

/** For rows of the catalogue at such a path: no view of theirs is ever asked. */
export function redirectToItself(call: Call<string>): Answer {
  return movedTo(call.path);
}

function movedTo(location: string): Answer {
  const { Vary: _, ...headers } = redirectTo(location).headers;
  return { status: 301, headers, cookies: [], body: "" };
}
