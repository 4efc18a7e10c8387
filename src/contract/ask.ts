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
};

/** Never throws for what a target answers, nor where it does not answer. */
export async function askCases(cases: readonly Case[], asking: Asking): Promise<Outcome[]> {
  const throttled = new Map<Sender, string>();
  const outcomes: Outcome[] = [];
  for (const one of cases) {
    const demands = demandsOf(one);
    const { name, expect: expected } = one;
    const about = { name, expected, endpoint: demands.endpoint, leaves: undeleted(one, demands, asking) };
    const why = whyNot(one, demands, asking, throttled);
    if (why !== undefined) {
      outcomes.push({ ...about, state: "not looked at", why });
      continue;
    }
    const { seen, differences, after } = await look(one, asking.target);
    if (seen.status === 429 && one.expect.status !== 429)
      throttled.set(senderOf(demands), `${senderOf(demands)} is throttled${after}`);
    outcomes.push(
      differences.length === 0
        ? { ...about, leaves: one.leaves, state: "as expected" }
        : { ...about, state: "different", seen, differences },
    );
  }
  return outcomes;
}

/** The first of these that holds; undefined: the case may be asked. */
function whyNot(
  { skip, expect }: Case,
  demands: Demands,
  { target, values, kind, signal }: Asking,
  throttled: ReadonlyMap<Sender, string>,
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
  return throttled.get(senderOf(demands));
}

/** What a deletion does not delete that is not made, or answers otherwise. */
function undeleted(one: Case, demands: Demands, { target }: Asking): string | undefined {
  return deletes(one, demands) && missingOf(demands, target).length === 0
    ? `what was to be deleted: ${one.name}`
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
): Promise<{ seen: Seen; differences: readonly string[]; after: string }> {
  const path = target.pathOf(one.request(target.memory));
  try {
    const { answer, differences } = await checkCase(target, one);
    const header = (name: string): string | null => answer.headers.get(name);
    const after = header("Retry-After");
    return {
      seen: {
        status: answer.status,
        path,
        location: header("Location"),
        contentType: header("Content-Type"),
      },
      differences,
      after: after === null ? "" : ` (Retry-After: ${after})`,
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
    const said = masked(messageOf(error) + cause, target.memory);
    const seen = { status: 0, path, location: null, contentType: null };
    return { seen, differences: [`no answer: ${said}`], after: "" };
  }
}
