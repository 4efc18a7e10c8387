// Why a case is not asked: nobody may send it, what it needs was not found, who sends it is throttled. Called by ask.ts.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { type SettingValues, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Case, Sender } from "./case.ts";
import { clears } from "./clearing.ts";
import type { Demands } from "./demands.ts";
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

export type Throttle = {
  readonly sender: Sender;
  /** As the target said it. */
  readonly retryAfter: string | null;
  /** Milliseconds since 1970. */
  readonly since: number;
};

/** How far a look has come. */
export type Progress = Asking & {
  /** Of clearing.ts. */
  readonly made: ReadonlySet<string>;
  readonly throttled: Map<Sender, Throttle>;
};

/** The first of these that holds; undefined: the case may be asked. */
export function obstacleOf(one: Case, demands: Demands, progress: Progress): string | undefined {
  const { target, values, kind, signal, made, throttled } = progress;
  const { skip, expect } = one;
  const { request } = demands;
  const row = rowOf(demands);
  const missing = missingOf(demands, target);
  if (skip?.on === kind) return skip.reason;
  if (row?.residue !== undefined && expect.status < 400 && !values.allowResidue)
    return `it leaves ${row.residue} (${settings.allowResidue.env})`;
  if (!target.isSignedIn(request.as)) return absence(request.as, target);
  if (missing.length > 0) return lack(missing);
  if (signal.aborted && !clears(one, demands, made)) return "interrupted";
  const throttle = throttled.get(senderOf(demands));
  return throttle === undefined ? undefined : `${throttle.sender} is throttled${after(throttle)}`;
}

function after({ retryAfter }: Throttle): string {
  return retryAfter === null ? "" : ` (Retry-After: ${retryAfter})`;
}

export function missingOf({ reads }: Demands, { memory }: Target): string[] {
  return reads.filter((name) => !Object.hasOwn(memory, name));
}

function rowOf({ endpoint }: Demands): Endpoint | undefined {
  return endpoint === undefined ? undefined : endpoints[endpoint];
}

/** An account that is locked is nobody else's lock. */
export function senderOf(demands: Demands): Sender {
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
