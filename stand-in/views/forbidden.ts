// The page for whoever may not open another: status 403, and the whole layout around one sentence.

import { publicPage, signedInPage } from "../html/layout.ts";
import { html } from "../html/markup.ts";
import { type Answer, htmlAnswer, withCookie, withHeaders } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { csrfCookie, newSecret, secretOf } from "../http/csrf.ts";
import { lookUpNavigation } from "../http/features.ts";

/** `area`: what the page belongs to. Also for who is not signed in: some of OBCMS's pages do not lead to the login. */
export function forbiddenPage(call: Call<string>, services: Services, area: string): Answer {
  if (call.user !== undefined) lookUpNavigation(call.user, services);
  const secret = secretOf(call) ?? newSecret();
  const content = html`<section role="alert" class="p-8 bg-red-50 text-red-800"><h1>403</h1>
<p>Your role does not open ${area}.</p><p><a class="text-blue-600" href="/dashboard/">To the dashboard</a></p></section>`;
  const parts = { title: "403 - Access Forbidden | OBCMS", secret, content };
  const page =
    call.user === undefined ? publicPage(parts) : signedInPage(services.database, call.user, parts);
  return withCookie(withHeaders(htmlAnswer(403, page), { Vary: "Cookie, origin" }), csrfCookie(secret));
}
