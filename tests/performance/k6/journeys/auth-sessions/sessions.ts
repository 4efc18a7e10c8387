// Plan §5: a session from sign-in to sign-out. The browser comes with an old session's cookie, as browsers do.

import { leasedUser, signInWithForm } from "../../lib/auth.ts";
import {
  checkAdmitted,
  checkCookie,
  checkHeaders,
  checkNewSession,
  checkRefused,
} from "../../lib/auth-checks.ts";
import { newVisitor, send, sessionId } from "../../lib/client.ts";
import { random, think } from "../../lib/pacing.ts";
import { targetOrigin } from "../../lib/target.ts";

export function comeAndGo(): void {
  const browser = newVisitor();
  const old = Array.from({ length: 32 }, () => Math.floor(random() * 36).toString(36)).join("");
  browser.jar.set(targetOrigin(), "sessionid", old);
  const form = send(browser, "login_page");
  checkHeaders(form, "page", "the login page");
  checkCookie(form, "csrftoken", { httpOnly: false });
  think(0.5, 1.5);
  const entered = signInWithForm(browser, "staff", leasedUser("staff"));
  checkHeaders(entered, "redirect", "the answer to a sign-in");
  checkCookie(entered, "sessionid", { httpOnly: true });
  checkNewSession(old, sessionId(browser));
  const dashboard = send(browser, "dashboard_page");
  checkHeaders(dashboard, "page", "the dashboard");
  checkAdmitted(dashboard, "the dashboard");
  browser.page = "/dashboard/";
  const cards = send(browser, "dashboard_stats_cards");
  checkHeaders(cards, "fragment", "a fragment of the dashboard");
  checkAdmitted(cards, "a fragment of the dashboard");
  think(0.5, 1.5);
  send(browser, "logout");
  const outside = send(browser, "dashboard_signed_out");
  checkHeaders(outside, "refusal", "the dashboard after signing out");
  checkRefused(outside, "the dashboard after signing out");
}
