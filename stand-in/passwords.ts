// Password hashing, cheap on purpose. OBCMS spends about 250 ms of CPU on each sign-in (PBKDF2); the stand-in spends
// some microseconds (one salted SHA-256), because it shares a machine with the load generator. Add `delay` for the rest.

import { createHash, timingSafeEqual } from "node:crypto";

/** `sha256$salt$hash`; the salt has no `$`. Not fit for real passwords. */
export function hashPassword(salt: string, password: string): string {
  return `sha256$${salt}$${createHash("sha256").update(salt).update(password).digest("hex")}`;
}

/** `stored`: as hashPassword made it. */
export function isPassword(stored: string, password: string): boolean {
  const [, salt = ""] = stored.split("$");
  return timingSafeEqual(Buffer.from(hashPassword(salt, password)), Buffer.from(stored));
}
