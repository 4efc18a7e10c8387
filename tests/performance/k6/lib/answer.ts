// What an answer is worth: its outcome, judged once. send() derives the two checks of a request from it.
// OBCMS answers 200 to failures and shows its login page instead of an error, so the body is always looked at.

import type { RefinedResponse } from "k6/http";
import type { Endpoint, Expectation } from "../catalogue/endpoint.ts";
import type { Outcome } from "../catalogue/tags.ts";

export type TextResponse = RefinedResponse<"text">;

/** Values of a JSON body by path, `results.0.id`; undefined where there is none. */
export type JsonLookUp = (path: string) => unknown;

/** `json` looks into the body. */
export function outcomeOf(row: Endpoint, response: TextResponse, json: JsonLookUp): Outcome {
  if (response.status === 0) return "no_answer";
  if (response.status === 429 && !row.ok.includes(429)) return "throttled";
  if (row.ok.includes(response.status)) {
    if (!isUnaskedPage(row, response) && bodyIsRight(row.expects, response, json)) return "expected";
    return isLoginPage(row, response) ? "signed_out" : "wrong_body";
  }
  return refusesSignIn(row, response) ? "signed_out" : "unexpected";
}

function bodyIsRight(expects: Expectation, response: TextResponse, json: JsonLookUp): boolean {
  if ("html" in expects) return (response.body ?? "").includes(expects.html);
  if ("redirect" in expects) return pathOf(response.headers.Location ?? "") === expects.redirect;
  if ("trigger" in expects) return hasAll(response.headers["Hx-Trigger"] ?? "", expects.trigger);
  if ("attachment" in expects) return isAttachment(response);
  if ("empty" in expects) return (response.body ?? "") === "";
  // By index, here and in lookUp: in k6's JavaScript a callback or a `for…of` takes 5 us, and this is every request.
  for (let index = 0; index < expects.json.length; index += 1) {
    if (json(expects.json[index] ?? "") === undefined) return false;
  }
  return true;
}

/** Its length is not looked at: k6 itself gives no answer for one that breaks off. */
export function isAttachment({ headers }: Pick<TextResponse, "headers">): boolean {
  return (headers["Content-Disposition"] ?? "").startsWith("attachment");
}

function hasAll(header: string, texts: string | readonly string[]): boolean {
  return typeof texts === "string" ? header.includes(texts) : texts.every((text) => header.includes(text));
}

/** A whole page where a fragment was asked for: HTMX would put it into the middle of another, whatever it contains. */
function isUnaskedPage(row: Endpoint, { body }: TextResponse): boolean {
  return row.transport === "htmx" && PAGE.test((body ?? "").slice(0, 200));
}
const PAGE = /^\s*(<!doctype|<html)/i;

/** The value at `results.0.name` in a parsed body; undefined when any step is missing. */
export function lookUp(body: unknown, path: string): unknown {
  splitPaths[path] ??= path.split(".");
  const keys = splitPaths[path];
  let value = body;
  for (let step = 0; step < keys.length; step += 1) {
    const key = keys[step] ?? "";
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** By path; the suite asks for a few dozen. */
const splitPaths: Record<string, readonly string[]> = {};

/**
 * By k6's own selectors, which look through the text without making a JavaScript value of it: for a feed of 0.3 MB 0.2 ms
 * instead of 5. Beside paths they know `#.title` (of each) and `#(id=="x")` (the first with it).
 */
export function jsonOf(response: TextResponse): JsonLookUp {
  return (path) => (response.body === null ? undefined : response.json(path));
}

export function parseJson(text: string | null): unknown {
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
  if (response.status === 403) return row.signIn === "session" && isStrangersRefusal(response.body ?? "");
  const redirected = response.status >= 300 && response.status < 400;
  return (
    response.status === 401 || (redirected && pathOf(response.headers.Location ?? "").startsWith("/login/"))
  );
}

/**
 * The pages of recommendations refuse whoever is not signed in with 403, instead of leading to the login. The page says
 * the same as to a user without the role, but offers no way to sign out.
 */
function isStrangersRefusal(body: string): boolean {
  return body.includes("<title>403 - Access Forbidden") && !body.includes("/logout/");
}

/** `/login/` of `http://host/login/?next=/x`; k6 has no URL class. */
function pathOf(location: string): string {
  return location.replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "");
}
