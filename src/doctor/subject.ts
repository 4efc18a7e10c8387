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
import { PROBE_HEADER } from "../../tests/performance/k6/catalogue/probe-header.ts";
import { type SettingValues, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Answer, exchange, type Identity, signInByForm, signInByToken } from "./exchange.ts";

export type Subject = {
  readonly values: SettingValues;
  /** The scenarios that are to run. */
  readonly chosen: readonly CardName[];
  /** Those that the chosen scenarios sign in. */
  readonly personas: readonly LeasedPersona[];
  /** Where the run folders go. */
  readonly runsFolder: string;
  /** Signs in afresh. Throws when the target does not let the user in. */
  signIn(persona: LeasedPersona, username: string): Promise<void>;
  /** Throws when nobody may be signed in whom the endpoint is for. */
  ask(name: EndpointName, args?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same of a REST path that is no row of the catalogue. */
  read(persona: LeasedPersona, path: string): Promise<Answer>;
};

export function openSubject(values: SettingValues, origin: string, runsFolder: string): Subject {
  const { "bypass.header": header, "bypass.value": value, probeSecret } = values;
  const always: Record<string, string> = {
    ...(header === undefined || value === undefined ? {} : { [header]: value }),
    ...(probeSecret === undefined ? {} : { [PROBE_HEADER]: probeSecret }),
  };
  const identities = new Map<LeasedPersona, Promise<Identity>>();
  const identify = (persona: LeasedPersona, username: string): Promise<Identity> => {
    const password = values[personas[persona].password];
    if (password === undefined)
      return Promise.reject(new Error(`no password: ${settings[personas[persona].password].env} sets it`));
    const enter = personas[persona].signIn === "jwt" ? signInByToken : signInByForm;
    return enter(origin, username, password, always);
  };
  const first = (persona: LeasedPersona): Promise<Identity> => {
    const [username] = values[personas[persona].usernames];
    if (username === undefined)
      return Promise.reject(new Error(`no user: ${settings[personas[persona].usernames].env} names them`));
    const known = identities.get(persona) ?? identify(persona, username);
    identities.set(persona, known);
    return known;
  };
  const chosen = chosenCards(values.scenarios);
  return {
    values,
    chosen,
    personas: personasOf(chosen, values),
    runsFolder,
    async signIn(persona, username) {
      const identity = identify(persona, username);
      if (!identities.has(persona)) identities.set(persona, identity);
      await identity;
    },
    async ask(name, args = {}) {
      const row: Endpoint = endpoints[name];
      const who = leasedPersonas.find((persona) => persona === row.as && row.signIn !== "none");
      const { headers } = who === undefined ? { headers: always } : await first(who);
      const accept = row.transport === "json" ? "application/json" : "text/html";
      const htmx = row.transport === "htmx" ? { "HX-Request": "true", Referer: origin } : {};
      return exchange(origin + fillPath(row.path, args), row.method, {
        headers: { ...headers, ...htmx, Accept: accept },
        body: undefined,
      });
    },
    async read(persona, path) {
      const { headers } = await first(persona);
      return exchange(origin + path, "GET", {
        headers: { ...headers, Accept: "application/json" },
        body: undefined,
      });
    },
  };
}

function personasOf(chosen: readonly CardName[], values: SettingValues): LeasedPersona[] {
  const called = chosen.flatMap((card) => [
    ...requestsPerIteration(card, (row) => whyLeftOut(row, values) === undefined).keys(),
  ]);
  const signedIn = new Set(called.map((row) => endpoints[row].as as string));
  return leasedPersonas.filter((persona) => signedIn.has(persona));
}
