// A password as Django stores it, so that fixtures hold no password in clear, and no user has to be saved by OBCMS.

import { pbkdf2Sync } from "node:crypto";
import { hashOf } from "./random.ts";

/** Django 5.2's own. With fewer it would hash anew at the first sign-in, and that would be measured as a sign-in. */
export const DJANGO_ITERATIONS = 1_000_000;
/** Django's salts have 22; it replaces shorter ones at the first sign-in, too. */
const SALT_LENGTH = 22;
const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** `pbkdf2_sha256$iterations$salt$hash`; takes about 0.3 s. */
export function djangoHash(password: string, salt: string, iterations: number = DJANGO_ITERATIONS): string {
  const key = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  return `pbkdf2_sha256$${iterations}$${salt}$${key.toString("base64")}`;
}

/** The same for the same seed, so that the same order gives the same files. */
export function saltOf(seed: number): string {
  return Array.from({ length: SALT_LENGTH }, (_, index) =>
    ALPHABET.charAt(hashOf(seed, `salt ${index}`) % ALPHABET.length),
  ).join("");
}
