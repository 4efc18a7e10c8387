// The throttles of OBCMS's REST API: how often a user, or an address that nobody signed in from, may ask.
// Called for each REST view once it is known who asks; pages and fragments are not throttled, there as here.

import { type Answer, withHeaders } from "./answer.ts";
import type { Call, Services, User } from "./call.ts";
import { restDetail } from "./errors.ts";

/** `times` in any window of `seconds`. */
type Rate = { readonly times: number; readonly seconds: number };
type Rates = { readonly burst: Rate; readonly anon: Rate; readonly user: Rate };

const OBCMS_RATES: Rates = {
  burst: { times: 60, seconds: 60 },
  anon: { times: 100, seconds: 3600 },
  user: { times: 1000, seconds: 3600 },
};
const raised = ({ times, seconds }: Rate): Rate => ({ times: 100 * times, seconds });

export const throttleModes = {
  off: { does: "no limit", rates: undefined },
  raised: {
    does: "a hundred times OBCMS's limits, as a performance environment sets them",
    rates: {
      burst: raised(OBCMS_RATES.burst),
      anon: raised(OBCMS_RATES.anon),
      user: raised(OBCMS_RATES.user),
    },
  },
  default: {
    does: "OBCMS's own: 60 a minute and 1,000 an hour per user; who is not signed in: 60 a minute and 100 an hour per address",
    rates: OBCMS_RATES,
  },
} as const satisfies Record<string, { does: string; rates: Rates | undefined }>;

export type ThrottleMode = keyof typeof throttleModes;
export const throttleModeNames = Object.keys(throttleModes) as ThrottleMode[];

/**
 * Undefined: the request may pass, and is counted. Every throttle is asked, also after one has refused, and those that
 * would let it pass count it: so does REST framework. The longest wait is told, in whole seconds.
 */
export function throttleRefusal(
  { cache, clock, throttles }: Services,
  call: Call,
  user: User | undefined,
): Answer | undefined {
  const { rates } = throttleModes[throttles];
  if (rates === undefined) return undefined;
  const who = user === undefined ? addressOf(call) : String(user.id);
  const scopes = user === undefined ? (["burst", "anon", "user"] as const) : (["burst", "user"] as const);
  const now = clock();
  const waits = scopes.flatMap((scope) => {
    const { times, seconds } = rates[scope];
    const key = `throttle_${scope}_${who}`;
    const recent = cache.get<number[]>(key) ?? [];
    while ((recent[0] ?? now) <= now - seconds * 1000) recent.shift();
    if (recent.length >= times) return [seconds * 1000 - (now - (recent[0] ?? now))];
    recent.push(now);
    cache.set(key, recent, seconds);
    return [];
  });
  return waits.length === 0 ? undefined : throttled(Math.max(...waits));
}

/** 429 in REST framework's words; `Vary` and `Allow` are added like everywhere in the API. */
export function throttled(waitMs: number): Answer {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const detail = `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? "" : "s"}.`;
  return withHeaders(restDetail(429, detail), { "Retry-After": String(seconds) });
}

/** The whole X-Forwarded-For without its white space: a client that changes it gets a count of its own. */
export function addressOf(call: Call): string {
  const forwarded = call.headers["x-forwarded-for"];
  return forwarded === undefined ? call.address : String(forwarded).replace(/\s/g, "");
}
