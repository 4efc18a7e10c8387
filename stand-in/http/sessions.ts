// Sign-in sessions: a random key in the cookie `sessionid`, the user it belongs to in the database, for two weeks.

import { randomBytes } from "node:crypto";
import { isPassword } from "../passwords.ts";
import { manilaTime } from "../time.ts";
import { cookie } from "./answer.ts";
import type { Call, Services, User } from "./call.ts";

const COOKIE = "sessionid";
const FORTNIGHT_SECONDS = 1_209_600;

type Credentials = User & { password_salt: string; password_hash: string };

/** The user that may sign in with this name and password, its last sign-in noted; undefined otherwise. */
export function authenticate({ database }: Services, username: string, password: string): User | undefined {
  const user = database.row<Credentials>(
    `SELECT id, username, user_type, is_superuser, password_salt, password_hash FROM user
       WHERE username = ? AND is_active = 1 AND is_approved = 1`,
    username,
  );
  if (user === undefined || !isPassword(user, password)) return undefined;
  database.run("UPDATE user SET last_login = ? WHERE id = ?", manilaTime(Date.now()), user.id);
  return user;
}

/** Returns the value of the cookie that opens it. */
export function openSession({ database }: Services, user: User): string {
  const key = randomBytes(16).toString("hex");
  const expiresAt = Math.floor(Date.now() / 1000) + FORTNIGHT_SECONDS;
  database.run("INSERT INTO session (key, user_id, expires_at) VALUES (?, ?, ?)", key, user.id, expiresAt);
  return cookie(COOKIE, key, FORTNIGHT_SECONDS, true);
}

export function userOfSession({ database }: Services, call: Call): User | undefined {
  const key = call.cookies.get(COOKIE);
  if (key === undefined) return undefined;
  return database.row<User>(
    `SELECT user.id, username, user_type, is_superuser FROM session JOIN user ON user.id = user_id
       WHERE key = ? AND expires_at > ? AND is_active = 1`,
    key,
    Math.floor(Date.now() / 1000),
  );
}
