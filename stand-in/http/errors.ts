// The answers that no handler gives: not found, method not allowed, forbidden, server error, and the REST refusals.

import { html } from "../html/markup.ts";
import { type Answer, htmlAnswer, redirectTo, restJson, withHeaders } from "./answer.ts";
import type { Call } from "./call.ts";

const BEARER = { "WWW-Authenticate": 'Bearer realm="api"' };

export function notFound(): Answer {
  return shortPage(404, "Not Found", "This server has no such page.");
}

/** OBCMS answers HTML here for its REST API too. `error`: the class of what was thrown, for the metrics. */
export function serverError(error = "Exception"): Answer {
  return { ...shortPage(500, "Server Error (500)", ""), error };
}

export function badRequest(): Answer {
  return shortPage(400, "Bad Request (400)", "");
}

/** With DEBUG off, Django does not say which part of the check failed; the longer text is for a missing cookie. */
export function csrfForbidden(reason: string): Answer {
  const hint = reason.includes("cookie")
    ? "The form needs a cookie that was not sent: allow cookies for this site."
    : "";
  return shortPage(403, "403 Forbidden", `CSRF verification failed. Request aborted. ${hint}`);
}

export function methodNotAllowed(allowed: readonly string[]): Answer {
  return withHeaders(htmlAnswer(405, ""), { Allow: allowed.join(", ") });
}

/** A path that exists with a slash at its end is redirected there, whatever the method. */
export function slashAppended(call: Call): Answer {
  const query = call.query.toString();
  const location = `${call.path}/${query === "" ? "" : `?${query.replaceAll("%2F", "/")}`}`;
  return { ...redirectTo(location), status: 301 };
}

/** The login page, which leads back to where the visitor wanted to go. */
export function signInFirst(call: Call): Answer {
  const query = call.query.toString();
  const target = encodeURIComponent(query === "" ? call.path : `${call.path}?${query}`).replaceAll(
    "%2F",
    "/",
  );
  return redirectTo(`/login/?next=${target}`);
}

/** `detail` alone, as REST framework reports most refusals. */
export function restDetail(status: number, detail: string): Answer {
  return restJson(status, { detail });
}

export function restUnauthorized(body: unknown): Answer {
  return withHeaders(restJson(401, body), BEARER);
}

export function tokenNotValid(message: string): Answer {
  return restUnauthorized({ detail: message, code: "token_not_valid" });
}

export function accessTokenNotValid(message: string): Answer {
  return restUnauthorized({
    detail: "Given token not valid for any token type",
    code: "token_not_valid",
    messages: [{ token_class: "AccessToken", token_type: "access", message }],
  });
}

function shortPage(status: number, title: string, text: string): Answer {
  const page = html`<!doctype html>
<html lang="en"><head><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body></html>
`;
  return htmlAnswer(status, page.markup);
}
