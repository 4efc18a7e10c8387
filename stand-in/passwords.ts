// Password hashing, cheap on purpose. OBCMS spends about 250 ms of CPU on each sign-in (PBKDF2); the stand-in spends
// some microseconds (one salted SHA-256), because it shares a machine with the load generator. Add `delay` for the rest.

import { createHash, timingSafeEqual } from "node:crypto";

/** Hexadecimal. Not fit for real passwords. */
export function hashPassword(salt: string, password: string): string {
  return createHash("sha256").update(salt).update(password).digest("hex");
}

export function isPassword(
  user: { password_salt: string; password_hash: string },
  password: string,
): boolean {
  const given = Buffer.from(hashPassword(user.password_salt, password), "hex");
  return timingSafeEqual(given, Buffer.from(user.password_hash, "hex"));
}
