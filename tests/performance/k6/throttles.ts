// Whether the planned load keeps below the target's throttles, where the settings tell them: a run that must meet 429s
// measures the throttle. Called by scenarios.ts.
//
// An iteration lasts T = pauseSeconds × thinkTimeScale + requests × ANSWER_SECONDS. A virtual user of a closed model
// sends REST requests at (those of one iteration) / T a second; at an arrival rate each sends (those of one iteration)
// × rate / virtual users. A user's throttle counts what its virtual users send signed in, one or, where users are
// shared, several. An address's throttle counts what all send without, and one sign-in for each virtual user of persona
// api_client. A refusal counts nowhere: REST framework looks for permission first. The n-th request is due when the
// area under the rate is n; the first 429 is the first that has `allowed` others within the window before it.

import type { Scenario } from "k6/options";
import type { Card } from "./catalogue/card.ts";
import { type CardName, cards, requestsPerIteration } from "./catalogue/cards.ts";
import type { Endpoint } from "./catalogue/endpoint.ts";
import { endpoints } from "./catalogue/endpoints.ts";
import { whyLeftOut } from "./catalogue/left-out.ts";
import { type PersonaName, personas } from "./catalogue/personas.ts";
import { type SettingValues, settings } from "./catalogue/settings.ts";
import { modelOf, rateStagesOf, sizeOf, vusOf } from "./size.ts";

/** What a REST request takes on an OBCMS that is not loaded: 14 to 50 ms were measured. */
const ANSWER_SECONDS = 0.02;

const limits = {
  "throttles.burstPerMinute": { seconds: 60, of: ["user", "address"] },
  "throttles.userPerHour": { seconds: 3600, of: ["user", "address"] },
  "throttles.anonPerHour": { seconds: 3600, of: ["address"] },
} as const;
type LimitName = keyof typeof limits;
const limitNames = Object.keys(limits) as LimitName[];

/** What one throttle counts: requests a second at each second of the run. */
type Counted = {
  readonly kind: "user" | "address";
  readonly who: string;
  readonly persona?: PersonaName;
  readonly isShared?: boolean;
  readonly perSecond: readonly number[];
};

/** A plan that meets a throttle, in one sentence each; none where no throttle is set. */
export function metThrottles(
  scenarios: Record<string, Scenario>,
  cardOf: (scenario: Scenario) => CardName | undefined,
  values: SettingValues,
): string[] {
  if (limitNames.every((name) => values[name] === undefined)) return [];
  const loads = Object.values(scenarios).flatMap((scenario) => {
    const card = cardOf(scenario);
    return card === undefined ? [] : [loadOf(scenario, card, values)];
  });
  const all = [...usersOf(loads, vusOf(scenarios), values), addressOf(loads)];
  return all.flatMap((counted) =>
    limitNames.flatMap((name) => {
      const allowed = values[name];
      const { seconds, of } = limits[name];
      if (allowed === undefined || !(of as readonly string[]).includes(counted.kind)) return [];
      const met = firstBeyond(counted.perSecond, allowed, seconds);
      if (met === undefined) return [];
      const per = seconds === 60 ? "a minute" : "an hour";
      const asked = `${counted.who} would send up to ${Math.ceil(met.most)} REST requests in ${per}, ${allowed} are allowed (${name}, ${settings[name].env})`;
      return [
        `${asked}; the first 429 would come about ${Math.round(met.atSeconds)} s after the start. ${remedy(loads, counted, allowed / met.most)}, or raise the target's throttle and ${name} to ${Math.ceil(met.most)}`,
      ];
    }),
  );
}

type PlannedLoad = {
  readonly isOpen: boolean;
  readonly vus: number;
  /** Iterations a second of all its virtual users, and of the one that is at work longest, at each second. */
  readonly iterations: readonly number[];
  readonly ofOne: readonly number[];
  /** REST requests of one iteration, by who signs them; what nobody signs is `address`. */
  readonly requests: ReadonlyMap<PersonaName | "address", number>;
};

function loadOf(scenario: Scenario, card: CardName, values: SettingValues): PlannedLoad {
  const called = requestsPerIteration(card, (name) => whyLeftOut(name, values) === undefined);
  const requests = new Map<PersonaName | "address", number>();
  let sent = 0;
  for (const [name, times] of called) {
    sent += times;
    const row: Endpoint = endpoints[name];
    if (!isThrottled(row)) continue;
    const who = row.signIn === "none" || row.as === "anybody" ? "address" : row.as;
    requests.set(who, (requests.get(who) ?? 0) + times);
  }
  const pause = ((cards[card] as Card).pauseSeconds ?? 0) * values.thinkTimeScale;
  const duration = Math.max(pause + sent * ANSWER_SECONDS, ANSWER_SECONDS);
  const { vus, seconds, iterations } = sizeOf(scenario);
  const isOpen = modelOf(scenario) === "open";
  const lasts = iterations === null ? seconds : Math.min(seconds, Math.ceil(iterations / vus) * duration);
  const perSecond = Array.from({ length: Math.ceil(lasts) }, (_, t) =>
    isOpen ? rateAt(scenario, t + 0.5) : vusAt(scenario, t + 0.5) / duration,
  );
  return {
    isOpen,
    vus,
    iterations: perSecond,
    ofOne: perSecond.map((rate) => (isOpen ? rate / vus : 1 / duration)),
    requests,
  };
}

/**
 * Views of REST framework; what it refuses for lack of permission is not counted. The app `common` has an address below
 * /api/ that is a plain view.
 */
function isThrottled({ path, django, access }: Endpoint): boolean {
  return /^\/(\w+\/)?api\//.test(path) && !django.startsWith("common:") && access !== "refusal";
}

/** A virtual user works in one scenario: of several the busiest counts. */
function usersOf(loads: readonly PlannedLoad[], vus: number, values: SettingValues): Counted[] {
  const called = new Set(loads.flatMap(({ requests }) => [...requests.keys()]));
  return [...called].flatMap((persona): Counted[] => {
    if (persona === "address") return [];
    const users = values[personas[persona].usernames].length;
    const sharing = Math.ceil(vus / Math.max(1, users));
    const series = loads.map(({ ofOne, requests }) =>
      ofOne.map((rate) => rate * sharing * (requests.get(persona) ?? 0)),
    );
    const longest = Math.max(...series.map(({ length }) => length));
    const perSecond = Array.from({ length: longest }, (_, t) =>
      Math.max(...series.map((each) => each[t] ?? 0)),
    );
    const who = `a user of persona ${persona}${sharing > 1 ? `, shared by ${sharing} virtual users,` : ""}`;
    return [{ kind: "user", who, persona, isShared: sharing > 1, perSecond }];
  });
}

function addressOf(loads: readonly PlannedLoad[]): Counted {
  const longest = Math.max(0, ...loads.map(({ iterations }) => iterations.length));
  const perSecond = Array.from({ length: longest }, () => 0);
  for (const { iterations, requests, vus } of loads) {
    let signedIn = 0;
    let begun = 0;
    iterations.forEach((rate, t) => {
      begun += rate;
      // Each virtual user signs in at its first iteration.
      const newcomers = requests.has("api_client") ? Math.min(vus, begun + 1) - signedIn : 0;
      signedIn += Math.max(0, newcomers);
      perSecond[t] = (perSecond[t] ?? 0) + rate * (requests.get("address") ?? 0) + Math.max(0, newcomers);
    });
  }
  return { kind: "address", who: "this machine's address", perSecond };
}

/** When more than `allowed` have come within `window` seconds, and the most that come in any; undefined when never. */
export function firstBeyond(
  perSecond: readonly number[],
  allowed: number,
  window: number,
): { readonly atSeconds: number; readonly most: number } | undefined {
  const within = (t: number): number => sums[t] ?? 0;
  const sums: number[] = [0];
  let sum = 0;
  perSecond.forEach((rate, t) => {
    sum += rate - (t >= window ? (perSecond[t - window] ?? 0) : 0);
    sums.push(sum);
  });
  const most = Math.max(...sums);
  const at = sums.findIndex((count) => count > allowed);
  if (at < 0) return undefined;
  const [before, after] = [within(at - 1), within(at)];
  return { atSeconds: at - 1 + (allowed - before) / (after - before), most };
}

/** `share`: what is allowed of what is planned. */
function remedy(loads: readonly PlannedLoad[], { kind, persona, isShared }: Counted, share: number): string {
  const vus = loads.reduce((sum, load) => sum + load.vus, 0);
  const part = `${Math.floor(100 * share)} % of it`;
  if (loads.some(({ isOpen }) => isOpen)) {
    const less = `Plan ${part} with a lower --rate`;
    return kind === "address"
      ? less
      : `${less}, share it among ${Math.ceil(vus / share)} virtual users and users of persona ${persona}`;
  }
  const pauses = `let people pause ${(1 / share).toFixed(1)} times as long (--think-time)`;
  if (kind === "address") return `Plan at most ${Math.floor(vus * share)} of ${vus} virtual users, ${pauses}`;
  const longer = pauses.replace("let", "Let");
  return isShared ? `Give persona ${persona} ${vus} users, one for each virtual user, ${pauses}` : longer;
}

function rateAt(scenario: Scenario, second: number): number {
  let before = 0;
  for (const { seconds, from, to } of rateStagesOf(scenario)) {
    if (second <= before + seconds) return from + ((to - from) * (second - before)) / seconds;
    before += seconds;
  }
  return 0;
}

/** Virtual users at work; a stage leads evenly from the number before to its own. */
function vusAt(scenario: Scenario, second: number): number {
  if (scenario.executor !== "ramping-vus") return sizeOf(scenario).vus;
  let before = 0;
  let from = scenario.startVUs ?? 1;
  for (const { target, duration } of scenario.stages) {
    const seconds = parseFloat(duration);
    if (second <= before + seconds) return from + ((target - from) * (second - before)) / seconds;
    before += seconds;
    from = target;
  }
  return from;
}
