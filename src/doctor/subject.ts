// What the doctor's checks may ask: the settings of the run that is planned, the target, and its users, each signed in once.

import {
  type CardName,
  chosenCards,
  requestsPerIteration,
} from "../../tests/performance/k6/catalogue/cards.ts";
import { type Endpoint, fillPath } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import {
  type LeasedPersona,
  leasedPersonas,
  personas,
} from "../../tests/performance/k6/catalogue/personas.ts";
import { type SettingValues, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Tried, tryProbes } from "../probes/try.ts";
import { alwaysSent } from "./always-sent.ts";
import {
  AccountLocked,
  type Answer,
  type Exchange,
  exchange,
  exchangeWithAnybody,
  type Identity,
  signInByForm,
  signInByToken,
} from "./exchange.ts";
import { askTold, type Told } from "./told.ts";

/** `askedAt`, `answeredAt`: milliseconds since 1970. */
export type Asked = Answer & { readonly askedAt: number; readonly answeredAt: number };
type Args = Readonly<Record<string, string>>;

export type Subject = {
  readonly values: SettingValues;
  readonly origin: string;
  /** The scenarios that are to run. */
  readonly chosen: readonly CardName[];
  /** Those that the chosen scenarios sign in. */
  readonly personas: readonly LeasedPersona[];
  /** Where the run folders go. */
  readonly runsFolder: string;
  /** A user whose throttle may be met on purpose; undefined where nobody named one. */
  readonly throttledUser: string | undefined;
  /** Whom the target told to be locked when they were signed in. */
  readonly locked: ReadonlySet<string>;
  /** Signs in afresh. Throws when the target does not let the user in. */
  signIn(persona: LeasedPersona, username: string): Promise<Identity>;
  /**
   * Once for each page: whoever asks again gets the first answer. Throws when nobody may be signed in whom the endpoint
   * is for.
   */
  ask(name: EndpointName, args?: Args): Promise<Asked>;
  /** The same, asked again. */
  askAfresh(name: EndpointName, args?: Args): Promise<Asked>;
  /** The same as `ask` of a REST path that is no row of the catalogue. */
  read(persona: LeasedPersona, path: string): Promise<Answer>;
  /** An empty form from the persona's session, with its CSRF token or without. */
  post(persona: LeasedPersona, path: string, withToken: boolean): Promise<Answer>;
  /** A request of the caller's own making. */
  readonly send: Exchange;
  /** How the target is configured. Asked once; never throws. */
  told(): Promise<Told>;
  /** What probes of the tool's own see. Looked once; never throws. */
  probed(): Promise<Tried>;
};

/** `throttledUser`: a user whose throttle may be met on purpose. */
export function openSubject(
  values: SettingValues,
  origin: string,
  runsFolder: string,
  throttledUser?: string,
): Subject {
  const always = alwaysSent(values);
  const send = values["tls.insecureSkipVerify"] ? exchangeWithAnybody : exchange;
  const locked = new Set<string>();
  const identify = async (persona: LeasedPersona, username: string): Promise<Identity> => {
    const password = values[personas[persona].password];
    if (password === undefined)
      throw new Error(`no password: ${settings[personas[persona].password].env} sets it`);
    const enter = personas[persona].signIn === "jwt" ? signInByToken : signInByForm;
    return enter(origin, username, password, always, send).catch((error: unknown) => {
      if (error instanceof AccountLocked) locked.add(username);
      throw error;
    });
  };
  const identities = new Map<LeasedPersona, Promise<Identity>>();
  const first = (persona: LeasedPersona): Promise<Identity> => {
    const [username] = values[personas[persona].usernames];
    if (username === undefined)
      return Promise.reject(new Error(`no user: ${settings[personas[persona].usernames].env} names them`));
    const known = identities.get(persona) ?? identify(persona, username);
    identities.set(persona, known);
    return known;
  };
  const askAfresh: Subject["askAfresh"] = async (name, args = {}) => {
    const row: Endpoint = endpoints[name];
    const who = leasedPersonas.find((persona) => persona === row.as && row.signIn !== "none");
    const { headers } = who === undefined ? { headers: always } : await first(who);
    const accept = row.transport === "json" ? "application/json" : "text/html";
    const htmx = row.transport === "htmx" ? { "HX-Request": "true", Referer: origin } : {};
    const askedAt = Date.now();
    const answer = await send(origin + fillPath(row.path, args), row.method, {
      headers: { ...headers, ...htmx, Accept: accept },
      body: undefined,
    });
    return { ...answer, askedAt, answeredAt: Date.now() };
  };
  const ask = once(askAfresh);
  const chosen = chosenCards(values.scenarios);
  return {
    values,
    origin,
    chosen,
    personas: personasOf(chosen, values),
    runsFolder,
    throttledUser,
    locked,
    async signIn(persona, username) {
      const identity = identify(persona, username);
      if (!identities.has(persona)) identities.set(persona, identity);
      return identity;
    },
    ask: (name, args = {}) => ask(name, args),
    askAfresh,
    read: once(async (persona, path) => {
      const { headers } = await first(persona);
      const accepting = { ...headers, Accept: "application/json" };
      return send(origin + path, "GET", { headers: accepting, body: undefined });
    }),
    async post(persona, path, withToken) {
      const { headers, csrf } = await first(persona);
      const token = withToken && csrf !== undefined ? { "X-CSRFToken": csrf } : {};
      const form = { "Content-Type": "application/x-www-form-urlencoded", Referer: origin + path };
      return send(origin + path, "POST", { headers: { ...headers, ...form, ...token }, body: "" });
    },
    send,
    told: once(() => askTold(values)),
    probed: once(() => tryProbes(values)),
  };
}

/** The first answer for whoever asks the same. */
function once<Question extends unknown[], Answer>(
  question: (...asked: Question) => Promise<Answer>,
): (...asked: Question) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const answer = answers.get(key) ?? question(...asked);
    answers.set(key, answer);
    return answer;
  };
}

function personasOf(chosen: readonly CardName[], values: SettingValues): LeasedPersona[] {
  const called = chosen.flatMap((card) => [
    ...requestsPerIteration(card, (row) => whyLeftOut(row, values) === undefined).keys(),
  ]);
  const signedIn = new Set(called.map((row) => endpoints[row].as as string));
  return leasedPersonas.filter((persona) => signedIn.has(persona));
}
