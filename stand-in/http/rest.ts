// What Django REST framework does around a view: who asks, may they, which methods there are, and in what words.

import { type Answer, withHeaders } from "./answer.ts";
import type { Call, Services, User } from "./call.ts";
import { csrfRefusal } from "./csrf.ts";
import { accessTokenNotValid, restDetail, restUnauthorized, serverError } from "./errors.ts";
import type { Match } from "./router.ts";
import { userOfSession } from "./sessions.ts";
import { throttleRefusal } from "./throttles.ts";
import { userOfToken, verify } from "./tokens.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

export function answerRest(match: Match, call: Call, services: Services): Answer {
  // OBCMS offers the browsable API but cannot render it.
  if (services.quirks.has("html_accept_500") && /^text\/html/.test(call.headers.accept ?? ""))
    return serverError();
  const answer = refusedOrAnswered(match, call, services);
  const methods = [...match.methods, ...(match.methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
  // The views of monitoring are functions, and list theirs by the alphabet.
  const allowed = call.path.startsWith("/monitoring/") ? methods.sort() : methods;
  return answer.status === 500
    ? answer
    : withHeaders(answer, { Vary: "Accept, origin, Cookie", Allow: allowed.join(", ") });
}

function refusedOrAnswered({ route, demands, args }: Match, call: Call, services: Services): Answer {
  let user: User | undefined;
  if (demands !== "none") {
    const found = whoAsks(call, services);
    if ("status" in found) return found;
    user = found;
  }
  const refusal = throttleRefusal(services, call, user);
  if (refusal !== undefined) return refusal;
  if (route === undefined) return restDetail(405, `Method "${call.method}" not allowed.`);
  return route.handle({ ...call, arguments: args, user }, services);
}

/** A token is tried first, then the session; a session may write only with a CSRF token. */
function whoAsks(call: Call, services: Services): User | Answer {
  const [scheme, token, ...more] = (call.headers.authorization ?? "").split(" ");
  if (scheme === "Bearer") {
    if (token === undefined || more.length > 0) {
      const detail = "Authorization header must contain two space-delimited values";
      return restUnauthorized({ detail, code: "bad_authorization_header" });
    }
    const verified = verify(services.secret, token, "access");
    if (verified.state === "invalid") return accessTokenNotValid(verified.message);
    const user = userOfToken(services, verified.payload);
    return user ?? restUnauthorized({ detail: "User not found", code: "user_not_found" });
  }
  const user = userOfSession(services, call);
  if (user === undefined)
    return restUnauthorized({ detail: "Authentication credentials were not provided." });
  const refusal = SAFE.includes(call.method) ? undefined : csrfRefusal(call);
  return refusal === undefined ? user : restDetail(403, `CSRF Failed: ${refusal}`);
}
