// Sign-in of API clients: a pair of tokens for a name and a password, a new pair for a refresh token.

import { type Answer, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { restUnauthorized, tokenNotValid } from "../http/errors.ts";
import { authenticate } from "../http/sessions.ts";
import { issuePair, rotatePair } from "../http/tokens.ts";
import { missing, readFields, textOf } from "./fields.ts";

export function obtainToken(call: Call, services: Services): Answer {
  const fields = readFields(call);
  if ("status" in fields) return fields;
  const errors = missing(fields.values, ["username", "password"]);
  if (errors !== undefined) return restJson(400, errors);
  const user = authenticate(services, textOf(fields.values, "username"), textOf(fields.values, "password"));
  return typeof user === "string"
    ? restUnauthorized({ detail: "No active account found with the given credentials" })
    : restJson(200, issuePair(services, user.id));
}

export function refreshToken(call: Call, services: Services): Answer {
  const fields = readFields(call);
  if ("status" in fields) return fields;
  const errors = missing(fields.values, ["refresh"]);
  if (errors !== undefined) return restJson(400, errors);
  const pair = rotatePair(services, textOf(fields.values, "refresh"));
  return "state" in pair
    ? tokenNotValid(pair.message)
    : restJson(200, { access: pair.access, refresh: pair.refresh });
}
