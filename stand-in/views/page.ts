// A full page for somebody signed in: the layout, and the CSRF cookie renewed, since the layout holds a form.

import { signedInPage } from "../html/layout.ts";
import type { Markup } from "../html/markup.ts";
import { type Answer, htmlAnswer, withCookie, withHeaders } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { csrfCookie, newSecret, secretOf } from "../http/csrf.ts";
import { lookUpNavigation } from "../http/features.ts";

export function pageAnswer(
  call: Call<never, User>,
  services: Services,
  page: { title: string; content: Markup },
): Answer {
  lookUpNavigation(call.user, services);
  const secret = secretOf(call) ?? newSecret();
  const text = signedInPage(services.database, call.user, { ...page, secret });
  return withCookie(withHeaders(htmlAnswer(200, text), { Vary: "Cookie, origin" }), csrfCookie(secret));
}
