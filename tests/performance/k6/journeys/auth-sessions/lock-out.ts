// Plan §5: wrong passwords, until the account is locked. Each round takes another throw-away account; without one left, none.

import exec from "k6/execution";
import { checkHeaders, checkRefused } from "../../lib/auth-checks.ts";
import { csrfToken, newVisitor, send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { environment } from "../../lib/environment.ts";
import { warnOnce } from "../../lib/questions.ts";

/** OBCMS answers the fifth with its lock. */
const TRIES_BEFORE_THE_LOCK = 4;

export function tryPasswords(): void {
  if (!runs("login_locked")) return;
  const username = environment["personas.throw_away.usernames"][exec.scenario.iterationInTest];
  if (username === undefined) {
    warnOnce("no throw-away account is left: from here on nobody tries wrong passwords");
    return;
  }
  const stranger = newVisitor();
  send(stranger, "login_page");
  const form = () => ({ username, password: "a wrong one", csrfmiddlewaretoken: csrfToken(stranger) ?? "" });
  for (let attempt = 0; attempt < TRIES_BEFORE_THE_LOCK; attempt += 1) {
    checkRefused(send(stranger, "login_wrong_password", { form: form() }), "a wrong password");
  }
  const locked = send(stranger, "login_locked", { form: form() });
  checkRefused(locked, "the fifth wrong password");
  checkHeaders(locked, "locked", "the answer of the lock");
}
