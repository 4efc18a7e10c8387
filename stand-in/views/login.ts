// Sign-in by form. A wrong password is answered with the form again and status 200, which a load test may take for success.

import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { csrfField, publicPage } from "../html/layout.ts";
import { html, nothing } from "../html/markup.ts";
import { type Answer, htmlAnswer, neverCached, redirectTo, withCookie, withHeaders } from "../http/answer.ts";
import { type Call, formOf, type Services } from "../http/call.ts";
import { csrfCookie, newSecret, secretOf } from "../http/csrf.ts";
import { accountLocked } from "../http/lockout.ts";
import { authenticate, closeSession, openSession } from "../http/sessions.ts";
import { refusedForm } from "../quirks/refused-form.ts";

const AFTER_SIGN_IN = endpoints.login_submit.expects.redirect;
const VARY = { Vary: "Cookie, origin" };

export function showLogin(call: Call): Answer {
  return call.user === undefined ? loginForm(call) : redirectTo(AFTER_SIGN_IN);
}

export function submitLogin(call: Call, services: Services): Answer {
  if (call.user !== undefined) return redirectTo(AFTER_SIGN_IN);
  const form = formOf(call);
  const user = authenticate(services, form.get("username") ?? "", form.get("password") ?? "");
  if (user === "locked") return accountLocked();
  if (user === "wrong") return refusedForm(services, loginForm(call, "Wrong username or password."));
  const next = form.get("next") ?? call.query.get("next");
  // Only a path of this server: `//host/` and `/\host/` would lead to another.
  const target = next !== null && /^\/(?![/\\])/.test(next) ? next : AFTER_SIGN_IN;
  // The CSRF secret changes with the identity; a client that keeps the old one is refused from here on.
  const answer = withHeaders(neverCached(redirectTo(target)), VARY);
  return withCookie(withCookie(answer, csrfCookie(newSecret())), openSession(services, call, user));
}

/** With GET too, and for whoever is not signed in: a page, no redirect. */
export function signOut(call: Call, services: Services): Answer {
  const secret = secretOf(call) ?? newSecret();
  const content = html`<section class="p-8 bg-gray-50"><h1 class="text-gray-900">Signed out</h1>
<p>Your session has ended. <a class="text-blue-600" href="/login/">Sign in again</a></p></section>`;
  const page = publicPage({ title: "Logged Out - OBC Management System", secret, content });
  const ended = closeSession(services, call);
  return withCookie(withHeaders(neverCached(htmlAnswer(200, page)), VARY), ended);
}

/** The page with the form; also what the fault `login_page` answers instead of anything else. */
export function loginForm(call: Call, problem?: string): Answer {
  const secret = secretOf(call) ?? newSecret();
  const alert =
    problem === undefined ? nothing : html`<p role="alert" class="p-4 bg-red-50 text-red-800">${problem}</p>`;
  const content = html`<section class="p-8 bg-gray-50"><h1 class="text-gray-900">Sign in</h1>
<form method="post" action="/login/" class="gap-4">${csrfField(secret)}
<label class="text-gray-700" for="id_username">Username</label>
<input type="text" name="username" id="id_username" autocomplete="username" required class="p-3 border-gray-300">
<label class="text-gray-700" for="id_password">Password</label>
<input type="password" name="password" id="id_password" autocomplete="current-password" required class="p-3 border-gray-300">
${alert}<button type="submit" class="p-3 bg-blue-600 text-gray-50">Sign in</button></form></section>`;
  const page = publicPage({ title: "Login - OBC Management System", secret, content });
  return withCookie(withHeaders(neverCached(htmlAnswer(200, page)), VARY), csrfCookie(secret));
}
