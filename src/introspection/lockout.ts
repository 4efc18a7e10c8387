// Who is locked out of a target now, as django-axes counts failed sign-ins. Asked of the target itself; changes nothing.

import { z } from "zod";
import { askInside } from "./ask.ts";
import type { Manage } from "./manage.ts";

export const lockoutSchema = z.object({
  /** False where django-axes is not installed or is switched off. */
  enabled: z.boolean(),
  /** False where it counts somewhere else than in its table. */
  inTable: z.boolean(),
  /** What failures are counted by; each rule alone locks. `[["username", "ip_address"]]`: an account, from one address. */
  rules: z.array(z.array(z.string())),
  /** A thousand of each rule at most. Null where its rule does not look at it. */
  locked: z.array(z.object({ username: z.string().nullable(), address: z.string().nullable() })),
});
export type Lockout = z.infer<typeof lockoutSchema>;

const QUESTION = `
from django.apps import apps
from django.conf import settings

answer = {"enabled": apps.is_installed("axes") and bool(getattr(settings, "AXES_ENABLED", True)), "inTable": True, "rules": [], "locked": []}
if answer["enabled"]:
    from axes.helpers import get_cool_off
    from axes.models import AccessAttempt
    from django.db.models import Sum
    from django.utils.timezone import now

    answer["inTable"] = "database" in str(settings.AXES_HANDLER)
    rules = settings.AXES_LOCKOUT_PARAMETERS
    answer["rules"] = [[rule] if isinstance(rule, str) else list(rule) for rule in rules] if isinstance(rules, (list, tuple)) else []
    cool_off = get_cool_off()
    recent = AccessAttempt.objects.order_by()
    if cool_off is not None:
        recent = recent.filter(attempt_time__gte=now() - cool_off)
    for rule in answer["rules"]:
        counted = recent.values(*rule).annotate(failed=Sum("failures_since_start")).filter(failed__gte=settings.AXES_FAILURE_LIMIT)
        answer["locked"] += [{"username": one.get("username"), "address": one.get("ip_address")} for one in counted[:1000]]
`;

/** Throws a Problem where the command cannot be run or does not answer. */
export function askLockout(manage: Manage): Promise<Lockout> {
  return askInside(manage, QUESTION, lockoutSchema, "which accounts are locked");
}
