// Plan §5: the budgets of this card alone: what sign-ins and the frame of answers must never get wrong.
// Read by budgets/of-card.ts.

import { type AuthAspect, authAspects } from "../auth-aspects.ts";
import type { CardBudgets } from "../budget.ts";
import { faultBudget } from "./fault-budget.ts";

/** Questions of an iteration, at least: four headers of seven answers, cookies, one session, reads and refusals. */
const perIteration = {
  header: 28,
  cookie: 4,
  session: 1,
  admission: 6,
  refusal: 3,
} as const satisfies Record<AuthAspect, number>;

/** Each question has one right answer whoever asks: ten rounds in which none is wrong are enough to say so. */
const ROUNDS = 10;

export const authSessionsBudgets: CardBudgets = {
  own: (Object.keys(authAspects) as AuthAspect[]).map((aspect) =>
    faultBudget({
      id: `auth_sessions_${aspect}_faults`,
      metric: "obcms_auth_checks",
      aspect,
      perIteration: perIteration[aspect],
      rounds: ROUNDS,
      reason: `plan §5: security headers intact, no elevated 401 or 403: ${authAspects[aspect]}`,
    }),
  ),
};
