// CSRF protection as Django's: a secret in a cookie, and in each form the same secret under a fresh mask.

import { randomInt } from "node:crypto";
import { cookie } from "./answer.ts";
import { type Call, formOf } from "./call.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const LENGTH = 32;
const YEAR_SECONDS = 31_449_600;
const COOKIE = "csrftoken";

export function newSecret(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

export function csrfCookie(secret: string): string {
  return cookie(COOKIE, secret, YEAR_SECONDS, false);
}

/** The secret that the client holds; undefined when it has none. */
export function secretOf(call: Call): string | undefined {
  const held = call.cookies.get(COOKIE);
  return held?.length === LENGTH && isToken(held) ? held : undefined;
}

/** What a form carries: a random mask, then the secret shifted by it. Differs each time, so a page never repeats it. */
export function masked(secret: string): string {
  const mask = newSecret();
  return mask + shift(secret, mask, 1);
}

/** Undefined: the request may write. Otherwise why it may not, in Django's words. */
export function csrfRefusal(call: Call): string | undefined {
  const secret = secretOf(call);
  if (secret === undefined) return "CSRF cookie not set.";
  const fromForm = formOf(call).get("csrfmiddlewaretoken");
  if (fromForm) return unmasked(fromForm) === secret ? undefined : "CSRF token from POST incorrect.";
  const fromHeader = call.headers["x-csrftoken"];
  if (typeof fromHeader !== "string") return "CSRF token missing.";
  return unmasked(fromHeader) === secret
    ? undefined
    : "CSRF token from the 'X-Csrftoken' HTTP header incorrect.";
}

/** A header may hold the bare secret, as scripts read it from the cookie, or a masked one. */
function unmasked(token: string): string | undefined {
  if (!isToken(token)) return undefined;
  if (token.length === LENGTH) return token;
  return token.length === 2 * LENGTH ? shift(token.slice(LENGTH), token.slice(0, LENGTH), -1) : undefined;
}

function shift(text: string, mask: string, direction: 1 | -1): string {
  return Array.from(text, (character, index) => {
    const by = direction * ALPHABET.indexOf(mask.charAt(index));
    return ALPHABET.charAt((ALPHABET.indexOf(character) + by + ALPHABET.length) % ALPHABET.length);
  }).join("");
}

function isToken(text: string): boolean {
  return /^[a-zA-Z0-9]+$/.test(text);
}
