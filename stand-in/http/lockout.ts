// The lock after failed sign-ins, as django-axes 8 keeps it on OBCMS: by username, whatever address is claimed.
// In the database and not in the cache, so that it outlives a cache that is emptied.

import type { Answer } from "./answer.ts";
import { htmlAnswer } from "./answer.ts";
import type { Services } from "./call.ts";

const FAILURES = 5;
const COOL_OFF_MS = 30 * 60 * 1000;

/** True from the fifth failure in a row until half an hour has passed without another attempt. */
export function isLocked({ database, clock }: Services, username: string): boolean {
  const row = database.row<{ failures: number }>(
    "SELECT failures FROM failed_sign_in WHERE username = ? AND last_at > ?",
    username,
    clock() - COOL_OFF_MS,
  );
  return row !== undefined && row.failures >= FAILURES;
}

/** Attempts on a locked name count too, right password or wrong: each begins the half hour anew. */
export function countFailure({ database, clock }: Services, username: string): void {
  const now = clock();
  database.run(
    `INSERT INTO failed_sign_in (username, failures, last_at) VALUES (?1, 1, ?2) ON CONFLICT (username)
       DO UPDATE SET failures = CASE WHEN last_at > ?3 THEN failures + 1 ELSE 1 END, last_at = ?2`,
    username,
    now,
    now - COOL_OFF_MS,
  );
}

export function forgetFailures({ database }: Services, username: string): void {
  database.run("DELETE FROM failed_sign_in WHERE username = ?", username);
}

/** What a form gets; no Retry-After, and made before the middleware that forbids frames. A request for tokens gets the same 401 as for a wrong password. */
export function accountLocked(): Answer {
  const answer = htmlAnswer(429, "Account locked: too many login attempts. Please try again later.");
  return { ...answer, leftOut: ["x-frame-options"] };
}
