// What an answer is worth: its outcome, judged once. send() derives the two checks of a request from it.
// OBCMS answers 200 to failures and shows its login page instead of an error, so the body is always looked at.

import type { RefinedResponse } from "k6/http";
import type { Endpoint, Expectation } from "../catalogue/endpoint.ts";
import type { Outcome } from "../catalogue/tags.ts";

export type TextResponse = RefinedResponse<"text">;

/** `json` gives the parsed body: a caller that reads it too should not have it parsed twice. */
export function outcomeOf(row: Endpoint, response: TextResponse, json: () => unknown): Outcome {
  if (response.status === 0) return "no_answer";
  if (response.status === 429) return "throttled";
  if (row.ok.includes(response.status)) {
    if (bodyIsRight(row.expects, response, json)) return "expected";
    return isLoginPage(row, response) ? "signed_out" : "wrong_body";
  }
  return refusesSignIn(row, response) ? "signed_out" : "unexpected";
}

function bodyIsRight(expects: Expectation, response: TextResponse, json: () => unknown): boolean {
  if ("html" in expects) return (response.body ?? "").includes(expects.html);
  if ("redirect" in expects) return pathOf(response.headers.Location ?? "") === expects.redirect;
  if ("empty" in expects) return (response.body ?? "") === "";
  const body = json();
  return expects.json.every((path) => lookUp(body, path) !== undefined);
}

/** The value at `results.0.name` in a parsed body; undefined when any step is missing. */
export function lookUp(body: unknown, path: string): unknown {
  let value = body;
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** The body as JSON, parsed when it is first asked for; undefined when it is none. */
export function lazyJson(text: string | null): () => unknown {
  let parsed: { readonly value: unknown } | undefined;
  return () => {
    parsed ??= { value: parseJson(text) };
    return parsed.value;
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** A password field in a page that nobody asked to sign in on. */
function isLoginPage(row: Endpoint, response: TextResponse): boolean {
  return row.signIn !== "none" && /<input[^>]*type="password"/.test(response.body ?? "");
}

function refusesSignIn(row: Endpoint, response: TextResponse): boolean {
  if (row.signIn === "none") return false;
  const redirected = response.status >= 300 && response.status < 400;
  return (
    response.status === 401 || (redirected && pathOf(response.headers.Location ?? "").startsWith("/login/"))
  );
}

/** `/login/` of `http://host/login/?next=/x`; k6 has no URL class. */
function pathOf(location: string): string {
  return location.replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "");
}
