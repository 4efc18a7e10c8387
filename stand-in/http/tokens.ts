// JSON web tokens as SimpleJWT issues them: HS256, access for an hour, refresh for a week, rotated and blacklisted.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { type Services, USER_COLUMNS, type User } from "./call.ts";

const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 7 * 24 * 3600;
const HEADER = encode({ alg: "HS256", typ: "JWT" });

type Kind = "access" | "refresh";
/** user_id is a text in the token, although users have numbers: so does SimpleJWT 5.5. */
type Payload = { token_type: Kind; exp: number; iat: number; jti: string; user_id: string };
export type TokenPair = { refresh: string; access: string };
export type Verified = { state: "valid"; payload: Payload } | { state: "invalid"; message: string };

export function issuePair({ database, secret }: Services, userId: number): TokenPair {
  const refresh = payloadFor("refresh", userId, REFRESH_SECONDS);
  database.run(
    "INSERT INTO refresh_token (jti, user_id, expires_at) VALUES (?, ?, ?)",
    refresh.jti,
    userId,
    refresh.exp,
  );
  return {
    refresh: sign(secret, refresh),
    access: sign(secret, payloadFor("access", userId, ACCESS_SECONDS)),
  };
}

/** A refresh token works once: it is blacklisted and a new pair is issued. */
export function rotatePair(
  services: Services,
  token: string,
): TokenPair | { state: "invalid"; message: string } {
  const verified = verify(services.secret, token, "refresh");
  if (verified.state === "invalid") return verified;
  const { jti, user_id: userId } = verified.payload;
  const blacklist = "UPDATE refresh_token SET blacklisted_at = ? WHERE jti = ? AND blacklisted_at IS NULL";
  const { changes } = services.database.run(blacklist, nowSeconds(), jti);
  if (changes === 0 && !services.reusesRefresh) return { state: "invalid", message: "Token is blacklisted" };
  return issuePair(services, Number(userId));
}

export function verify(secret: Buffer, token: string, kind: Kind): Verified {
  const [header, body, signature] = token.split(".");
  const isSigned =
    body !== undefined &&
    signature !== undefined &&
    equal(signature, signatureOf(secret, `${header}.${body}`));
  if (!isSigned || header !== HEADER) return { state: "invalid", message: "Token is invalid" };
  // Only tokens that we signed ourselves get here, hence the cast.
  const payload = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Payload;
  if (payload.exp <= nowSeconds()) return { state: "invalid", message: "Token is expired" };
  if (payload.token_type !== kind) return { state: "invalid", message: "Token has wrong type" };
  return { state: "valid", payload };
}

export function userOfToken({ database }: Services, payload: Payload): User | undefined {
  return database.row<User>(
    `SELECT ${USER_COLUMNS} FROM user WHERE id = ? AND is_active = 1`,
    Number(payload.user_id),
  );
}

function payloadFor(kind: Kind, userId: number, seconds: number): Payload {
  const iat = nowSeconds();
  return {
    token_type: kind,
    exp: iat + seconds,
    iat,
    jti: randomBytes(16).toString("hex"),
    user_id: String(userId),
  };
}

function sign(secret: Buffer, payload: Payload): string {
  const signed = `${HEADER}.${encode(payload)}`;
  return `${signed}.${signatureOf(secret, signed)}`;
}

function signatureOf(secret: Buffer, signed: string): string {
  return createHmac("sha256", secret).update(signed).digest("base64url");
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
