// Whether the users of the run are let in. Called by checks.ts.

import { type LeasedPersona, personas } from "../../../tests/performance/k6/catalogue/personas.ts";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { messageOf } from "../../problem.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** The first and the last user of each: one that signs in says little of the others, all would be load. */
export async function letsIn({ values, signIn }: Subject, asked: readonly LeasedPersona[]): Promise<Finding> {
  const problems: string[] = [];
  const counts: string[] = [];
  for (const persona of asked) {
    const users = values[personas[persona].usernames];
    const some = [...new Set([users[0], users.at(-1)])].filter((user) => user !== undefined);
    if (some.length === 0) {
      problems.push(`${persona}: no user is given (${settings[personas[persona].usernames].env})`);
      continue;
    }
    counts.push(`${persona} ${users.length}`);
    for (const user of some)
      await signIn(persona, user).catch((error: unknown) => problems.push(`${persona}: ${messageOf(error)}`));
  }
  if (problems.length > 0)
    return failed(
      problems.join("\n"),
      "check the users and their passwords; a lock of OBCMS ends after half an hour",
    );
  return ok(`first and last user of each sign in: ${counts.join(", ")}`);
}

export function hasThrowAways({ values }: Subject): Finding {
  const { length } = values[personas.throw_away.usernames];
  return length > 0
    ? ok(`${length}: as many rounds try wrong passwords`)
    : warning(
        "none is given: nobody tries wrong passwords",
        `name accounts that may be locked: ${settings[personas.throw_away.usernames].env}`,
      );
}

export function hasBypass({ values }: Subject): Finding {
  const { "bypass.header": header, "bypass.value": value } = values;
  if (header !== undefined && value !== undefined) return ok(`${header} is sent`);
  return header === value
    ? skipped("not set: OBCMS asks for no captcha and no second factor")
    : failed("only one of its two settings is set", "set bypass.header and bypass.value, or neither");
}
