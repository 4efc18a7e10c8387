// What Django does around a page or fragment: CSRF before everything, then the session, then the method.

import type { Answer } from "./answer.ts";
import type { Call, Services } from "./call.ts";
import { csrfRefusal } from "./csrf.ts";
import { csrfForbidden, methodNotAllowed, signInFirst } from "./errors.ts";
import type { Match } from "./router.ts";
import { userOfSession } from "./sessions.ts";

const SAFE = ["GET", "HEAD", "OPTIONS"];

export function answerPage({ route, methods, demands, args }: Match, call: Call, services: Services): Answer {
  const refusal = SAFE.includes(call.method) ? undefined : csrfRefusal(call);
  if (refusal !== undefined) return csrfForbidden(refusal);
  const user = userOfSession(services, call);
  if (demands !== "none" && user === undefined) return signInFirst(call);
  if (route === undefined) return methodNotAllowed(methods);
  return route.handle({ ...call, arguments: args, user }, services);
}
