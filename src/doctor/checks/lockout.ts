// Which accounts of the run are locked now, and whether wrong passwords of some would lock others. Called by checks.ts.

import { type LeasedPersona, personas } from "../../../tests/performance/k6/catalogue/personas.ts";
import { askLockout, type Lockout } from "../../introspection/lockout.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration, untold } from "../told.ts";

const RESET = "reset them on the target (manage.py axes_reset_username NAME), or wait for the lock to end";

/** By the target's own table, else by what sign-ins have shown. */
export async function noneIsLocked(subject: Subject): Promise<Finding> {
  if (subject.locked.size > 0) return failed(`locked: ${[...subject.locked].join(", ")}`, RESET);
  const told = await subject.told();
  if (told.state === "not_set")
    return skipped(`no sign-in met a lock; of the other accounts ${untold(told).saw}`, untold(told).fix);
  return byConfiguration(subject, async (_, manage) => judge(subject, await askLockout(manage)));
}

function judge(subject: Subject, { enabled, inTable, rules, locked }: Lockout): Finding {
  const { values, chosen, personas: signedIn } = subject;
  if (!enabled)
    return warning(
      "failed sign-ins lock nobody: django-axes is off",
      "switch it on, as production has it (AXES_ENABLED)",
    );
  if (!inTable) return skipped("django-axes counts outside of its table, where nobody here looks");
  const addresses = locked.filter(({ username }) => username === null).map(({ address }) => address);
  if (addresses.length > 0)
    return failed(
      `locked for everybody there: the addresses ${addresses.join(", ")}`,
      "manage.py axes_reset_ip ADDRESS",
    );
  const throwsAway = chosen.includes("auth_sessions");
  const from = new Map(locked.map(({ username, address }) => [username, address]));
  const accounts = [...signedIn, ...(throwsAway ? (["throw_away"] as const) : [])].flatMap((persona) =>
    values[personas[persona].usernames].filter((name) => from.has(name)).map((name) => ({ persona, name })),
  );
  if (accounts.length > 0)
    return failed(accounts.map((one) => describe(one, from.get(one.name) ?? null)).join("\n"), RESET);
  const byAddress = rules.filter((rule) => !rule.includes("username"));
  if (byAddress.length > 0)
    return warning(
      `none is locked; but failures are counted by ${byAddress.map((rule) => rule.join(" and ")).join(", ")} alone: wrong passwords of throw-away accounts lock out everybody who comes from there`,
      'count by account: AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]',
    );
  const by = rules.map((rule) => rule.join(" and ")).join(", or by ");
  return ok(`none is locked; failures are counted by ${by || "a rule of the target's own"}`);
}

function describe(
  { persona, name }: { persona: LeasedPersona | "throw_away"; name: string },
  address: string | null,
): string {
  return `${name} (${persona}) is locked${address === null ? "" : ` from ${address}`}`;
}
