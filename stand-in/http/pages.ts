// What Django does around a page or fragment: CSRF before everything, then the session, then the method.

import { forbiddenPage } from "../views/forbidden.ts";
import type { Answer } from "./answer.ts";
import type { Call, Services } from "./call.ts";
import { csrfRefusal } from "./csrf.ts";
import { csrfForbidden, methodNotAllowed, signInFirst } from "./errors.ts";
import type { Match } from "./router.ts";
import { userOfSession } from "./sessions.ts";

/** Where who is not signed in is refused instead of being led to the login page: OBCMS checks the role first. */
const REFUSES_STRANGERS = /^\/policies\//;
const SAFE = ["GET", "HEAD", "OPTIONS"];

export function answerPage({ route, methods, demands, args }: Match, call: Call, services: Services): Answer {
  const refusal = SAFE.includes(call.method) ? undefined : csrfRefusal(call);
  if (refusal !== undefined) return csrfForbidden(refusal);
  const user = userOfSession(services, call);
  if (demands !== "none" && user === undefined)
    return REFUSES_STRANGERS.test(call.path)
      ? forbiddenPage(call, services, "recommendations")
      : signInFirst(call);
  if (route === undefined) return methodNotAllowed(methods);
  return route.handle({ ...call, arguments: args, user }, services);
}
