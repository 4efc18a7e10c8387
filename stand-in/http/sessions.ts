// Sign-in sessions: a random key in the cookie `sessionid`, the user it belongs to in the cache, for two weeks.
// They live where OBCMS keeps them, so that what empties the cache signs everybody out.

import { randomBytes } from "node:crypto";
import { isPassword } from "../passwords.ts";
import { manilaTime } from "../time.ts";
import { cookie, endedCookie } from "./answer.ts";
import { type Call, type Services, USER_COLUMNS, type User } from "./call.ts";
import { countFailure, forgetFailures, isLocked } from "./lockout.ts";

const COOKIE = "sessionid";
const FORTNIGHT_SECONDS = 1_209_600;

type Credentials = User & { password: string };

/** The user that may sign in with this name and password, its last sign-in noted; or why nobody may. */
export function authenticate(
  services: Services,
  username: string,
  password: string,
): User | "wrong" | "locked" {
  const user = services.database.row<Credentials>(
    `SELECT ${USER_COLUMNS}, password FROM user
       WHERE username = ? AND is_active = 1 AND is_approved = 1`,
    username,
  );
  // A name that nobody has is refused at once, and never locked.
  if (user === undefined) return "wrong";
  if (isLocked(services, username) || !isPassword(user.password, password)) {
    if (!services.neverLocks) countFailure(services, username);
    return isLocked(services, username) ? "locked" : "wrong";
  }
  forgetFailures(services, username);
  services.database.run("UPDATE user SET last_login = ? WHERE id = ?", manilaTime(Date.now()), user.id);
  return user;
}

/** Returns the value of the cookie that opens it. */
export function openSession({ cache, keepsSessionId }: Services, call: Call, user: User): string {
  const brought = keepsSessionId ? call.cookies.get(COOKIE) : undefined;
  const key = brought ?? randomBytes(16).toString("hex");
  cache.set(`session_${key}`, user.id, FORTNIGHT_SECONDS);
  return cookie(COOKIE, key, FORTNIGHT_SECONDS, true);
}

/** Returns the value of the cookie that takes it away from the browser. */
export function closeSession({ cache }: Services, call: Call): string {
  const key = call.cookies.get(COOKIE);
  if (key !== undefined) cache.delete(`session_${key}`);
  return endedCookie(COOKIE);
}

export function userOfSession({ cache, database, everybodyMay }: Services, call: Call): User | undefined {
  const key = call.cookies.get(COOKIE);
  const id = key === undefined ? undefined : cache.get<number>(`session_${key}`);
  if (id === undefined) return undefined;
  const user = database.row<User>(`SELECT ${USER_COLUMNS} FROM user WHERE id = ? AND is_active = 1`, id);
  return user !== undefined && everybodyMay ? { ...user, is_superuser: 1 } : user;
}
