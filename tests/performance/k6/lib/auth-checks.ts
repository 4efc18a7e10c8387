// Questions about sign-ins and about the frame of answers, as samples: budgets allow none of them to fail.

import { type AnswerClass, type AuthAspect, securityHeaders } from "../catalogue/auth-aspects.ts";
import type { Answer } from "./client.ts";
import { ask } from "./questions.ts";
import { targetOrigin } from "./target.ts";

function record(aspect: AuthAspect, holds: boolean, otherwise: string): void {
  ask("obcms_auth_checks", aspect, holds, otherwise);
}

/** `what`: whose answer it is, for the log. */
export function checkHeaders(answer: Answer, kind: AnswerClass, what: string): void {
  for (const [name, value] of Object.entries(securityHeaders[kind])) {
    const seen = answer.header(name);
    record("header", seen === value, `${what} has ${name}: ${seen ?? "nothing"}, not ${value}`);
  }
}

/** Secure can only be asked of https: over http a browser would drop the cookie. */
export function checkCookie(
  answer: Answer,
  name: string,
  { httpOnly }: { readonly httpOnly: boolean },
): void {
  const cookie = cookieIn(answer.header("Set-Cookie") ?? "", name);
  record("cookie", cookie !== undefined, `no cookie ${name} is set`);
  if (cookie === undefined) return;
  record("cookie", /; *httponly/i.test(cookie) === httpOnly, `${name} is ${httpOnly ? "not " : ""}HttpOnly`);
  record("cookie", /; *samesite=lax/i.test(cookie), `${name} is not SameSite=Lax`);
  if (targetOrigin().startsWith("https:"))
    record("cookie", /; *secure/i.test(cookie), `${name} is not Secure`);
}

/** k6 writes several Set-Cookie headers as one, with commas between them, and dates have commas too. */
function cookieIn(header: string, name: string): string | undefined {
  return header.split(/, (?=[\w-]+=)/).find((cookie) => cookie.startsWith(`${name}=`));
}

export function checkNewSession(before: string, after: string | undefined): void {
  record(
    "session",
    after !== undefined && after !== before,
    "the session's id is the one from before sign-in",
  );
}

export function checkAdmitted(answer: Answer, what: string): void {
  const isRefused = answer.outcome === "signed_out" || answer.status === 401 || answer.status === 403;
  record("admission", !isRefused, `${what} answers ${answer.status} to somebody who is signed in`);
}

export function checkRefused(answer: Answer, what: string): void {
  record("refusal", answer.ok, `${what} answers ${answer.status} (${answer.outcome})`);
}
