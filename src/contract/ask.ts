// Asks a target the cases one after another, and none that cannot be right: what it needs was not found, nobody may send it,
// who sends it is throttled. Called by the command `doctor --contract`.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { type SettingValues, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { messageOf } from "../problem.ts";
import type { Case, Sender } from "./case.ts";
import { checkCase } from "./check.ts";
import { type Demands, demandsOf } from "./demands.ts";
import { masked } from "./masked.ts";
import type { Outcome, Seen } from "./outcome.ts";
import type { Target } from "./target.ts";

export type Asking = {
  readonly target: Target;
  readonly values: SettingValues;
  readonly kind: "stand-in" | "live";
  /** After it only what was made is deleted again. */
  readonly signal: AbortSignal;
  /** Until a throttle is over. */
  readonly wait: (ms: number) => Promise<void>;
};

/** A minute is the shorter of OBCMS's two limits; nobody waits for the hour. */
const LONGEST_WAIT_SECONDS = 60;

type Throttle = { readonly sender: Sender; readonly retryAfter: string | null; readonly since: number };

/** Never throws for what a target answers, nor where it does not answer. */
export async function askCases(cases: readonly Case[], asking: Asking): Promise<Outcome[]> {
  const throttled = new Map<Sender, Throttle>();
  const outcomes: Outcome[] = [];
  for (const one of cases) outcomes.push(await askCase(one, asking, throttled));
  await clearAfterThrottle(cases, outcomes, asking, throttled);
  return outcomes;
}

async function askCase(one: Case, asking: Asking, throttled: Map<Sender, Throttle>): Promise<Outcome> {
  const demands = demandsOf(one);
  const { name, expect: expected } = one;
  const about = { name, expected, endpoint: demands.endpoint, leaves: undeleted(one, demands, asking) };
  const why = whyNot(one, demands, asking, throttled);
  if (why !== undefined) return { ...about, state: "not looked at", why };
  const { seen, differences, retryAfter } = await look(one, asking.target);
  const sender = senderOf(demands);
  if (seen.status === 429 && expected.status !== 429)
    throttled.set(sender, { sender, retryAfter, since: Date.now() });
  return differences.length === 0
    ? { ...about, leaves: one.leaves, state: "as expected" }
    : { ...about, state: "different", seen, differences };
}

/** What was made before a throttle came is deleted when it is over: it would be in the way of the next look. */
async function clearAfterThrottle(
  cases: readonly Case[],
  outcomes: Outcome[],
  asking: Asking,
  throttled: Map<Sender, Throttle>,
): Promise<void> {
  for (const [index, one] of cases.entries()) {
    const outcome = outcomes[index];
    const throttle = throttled.get(senderOf(demandsOf(one)));
    if (throttle === undefined || outcome?.state === "as expected") continue;
    if (undeleted(one, demandsOf(one), asking) === undefined) continue;
    const seconds = Number(throttle.retryAfter ?? Number.POSITIVE_INFINITY);
    if (!(seconds <= LONGEST_WAIT_SECONDS)) continue;
    await asking.wait(Math.max(0, throttle.since + (seconds + 1) * 1000 - Date.now()));
    outcomes[index] = await askCase(one, asking, new Map());
  }
}

/** The first of these that holds; undefined: the case may be asked. */
function whyNot(
  { skip, expect }: Case,
  demands: Demands,
  { target, values, kind, signal }: Asking,
  throttled: ReadonlyMap<Sender, Throttle>,
): string | undefined {
  const { request } = demands;
  const row = rowOf(demands);
  const missing = missingOf(demands, target);
  if (skip?.on === kind) return skip.reason;
  if (row?.residue !== undefined && expect.status < 400 && !values.allowResidue)
    return `it leaves ${row.residue} (${settings.allowResidue.env})`;
  if (!target.isSignedIn(request.as)) return absence(request.as, target);
  if (missing.length > 0) return lack(missing);
  if (signal.aborted && !deletes({ expect }, demands)) return "interrupted";
  const throttle = throttled.get(senderOf(demands));
  return throttle === undefined ? undefined : `${throttle.sender} is throttled${after(throttle)}`;
}

function after({ retryAfter }: Throttle): string {
  return retryAfter === null ? "" : ` (Retry-After: ${retryAfter})`;
}

/** What a deletion does not delete that is not made, or answers otherwise. */
function undeleted(one: Case, demands: Demands, { target }: Asking): string | undefined {
  return deletes(one, demands) && missingOf(demands, target).length === 0
    ? `what ${demands.endpoint} was to delete (${one.name})`
    : undefined;
}

function deletes({ expect }: Pick<Case, "expect">, demands: Demands): boolean {
  return rowOf(demands)?.method === "DELETE" && expect.status < 300;
}

function missingOf({ reads }: Demands, { memory }: Target): string[] {
  return reads.filter((name) => !Object.hasOwn(memory, name));
}

function rowOf({ endpoint }: Demands): Endpoint | undefined {
  return endpoint === undefined ? undefined : endpoints[endpoint];
}

/** An account that is locked is nobody else's lock. */
function senderOf(demands: Demands): Sender {
  return rowOf(demands)?.as === "throw_away" ? "throw_away" : demands.request.as;
}

function absence(sender: Sender, { refused }: Target): string {
  if (sender !== "nobody" && sender !== "throw_away" && refused[sender] !== undefined)
    return `${sender} is not let in`;
  const { usernames, password } = personas[sender as keyof typeof personas];
  return `no user with a password is given for ${sender} (${settings[usernames].env}, ${settings[password].env})`;
}

const given: Readonly<Record<string, string>> = {
  throwAway: `no account that may be locked is given (${settings["personas.throw_away.usernames"].env})`,
  shareToken: `no shared calendar is given (${settings["calendar.shareToken"].env})`,
};

function lack(missing: readonly string[]): string {
  const [first = ""] = missing;
  if (given[first] !== undefined) return given[first];
  const persona = /^(\w+)_password$/.exec(first)?.[1] ?? first;
  if (Object.hasOwn(personas, persona)) return `no user with a password is given for ${persona}`;
  return `an earlier answer had no ${missing.join(", ")} to go on with`;
}

async function look(
  one: Case,
  target: Target,
): Promise<{ seen: Seen; differences: readonly string[]; retryAfter: string | null }> {
  const path = target.pathOf(one.request(target.memory));
  try {
    const { answer, differences } = await checkCase(target, one);
    const header = (name: string): string | null => answer.headers.get(name);
    return {
      seen: {
        status: answer.status,
        path,
        location: header("Location"),
        contentType: header("Content-Type"),
      },
      differences,
      retryAfter: header("Retry-After"),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
    const said = masked(messageOf(error) + cause, target.memory);
    const seen = { status: 0, path, location: null, contentType: null };
    return { seen, differences: [`no answer: ${said}`], retryAfter: null };
  }
}
