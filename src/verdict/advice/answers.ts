// What to do when the target answered something else than what was asked for: its throttle, its login page, nothing.

import type { Outcome } from "../../../tests/performance/k6/catalogue/tags.ts";
import type { EndpointResult, Result } from "../../result/result.ts";
import {
  type Advice,
  isPersona,
  lever,
  numberOf,
  removeFaults,
  usersOf,
  variableOf,
  virtualUsers,
} from "./facts.ts";

export const afterThrottling: Advice = ({ result }) => {
  const fault = removeFaults(result, "throttle");
  if (fault !== undefined) return fault;
  const persona = personaOf(result, "throttled");
  const users = persona === undefined ? undefined : usersOf(result, persona);
  if (persona === undefined || users === undefined) return undefined;
  const needed = virtualUsers(result);
  if (users < needed)
    return `give persona ${persona} ${needed} users (${variableOf(persona, "usernames")}): ${counted(needed, "virtual user")} share ${users} now, and the throttle counts each user`;
  const levers = result.scenarios.some(({ model }) => model === "open")
    ? lever(result, "rate")
    : lever(result, "vus");
  const pauses =
    (numberOf(result, "thinkTimeScale") ?? 1) < 1
      ? `, let people pause with ${lever(result, "thinkTimeScale")}`
      : "";
  return `every virtual user has a user of its own already: raise the target's throttle rates, or plan less with ${levers}${pauses}`;
};

export const afterSigningOut: Advice = ({ result }) => {
  const fault = removeFaults(result, "login_page");
  if (fault !== undefined) return fault;
  const persona = personaOf(result, "signed_out");
  if (persona === undefined) return undefined;
  const rows = result.endpoints.filter(({ outcomes }) => outcomes.signed_out > 0);
  const refused = rows.reduce((sum, { statuses }) => sum + (statuses["401"] ?? 0), 0);
  const users = usersOf(result, persona);
  const shared =
    users !== undefined && users < virtualUsers(result)
      ? `; ${virtualUsers(result)} virtual users share ${counted(users, "user")}, and one may sign the other out`
      : "";
  return refused > 0
    ? `persona ${persona}'s tokens were refused (401): check how long the target's tokens live, and its clock${shared}`
    : `persona ${persona}'s session was gone: check its password (${variableOf(persona, "password")}) and that the target keeps sessions${shared}`;
};

export const afterFailing: Advice = ({ result }) =>
  removeFaults(result, "error_rate", "wrong_body", "login_page", "hang", "throttle", "drop_connection");

export const afterSilence: Advice = ({ result }) => {
  const fault = removeFaults(result, "hang", "delay", "freeze");
  if (fault !== undefined) return fault;
  const worst = mostOf(result, "no_answer");
  const first = result.series.find(({ failed }) => failed > 0)?.t;
  if (worst === undefined) return undefined;
  const since = first === undefined ? "" : ` from second ${first} of the run on`;
  return `look at the target's log${since}: it hung, refused connections or was down; most requests without an answer (${worst.outcomes.no_answer}) were ${worst.name}, the time-out is ${lever(result, "requestTimeoutSeconds")}`;
};

function mostOf({ endpoints }: Result, outcome: Outcome): EndpointResult | undefined {
  return endpoints
    .filter(({ outcomes }) => outcomes[outcome] > 0)
    .toSorted((a, b) => b.outcomes[outcome] - a.outcomes[outcome])[0];
}

/** The persona that most of these answers went to. */
function personaOf(result: Result, outcome: Outcome): Parameters<typeof usersOf>[1] | undefined {
  const counts = new Map<string, number>();
  for (const { persona, outcomes } of result.endpoints)
    counts.set(persona, (counts.get(persona) ?? 0) + outcomes[outcome]);
  const [name, count] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  return count > 0 && isPersona(name) ? name : undefined;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
