// What a run asks for before its judged load where the setting `warmCache` is on: the reads of its cards, each by several
// visitors at once. lib/warm-up.ts sends it, the notes of a verdict tell of it.

import type { Card } from "./card.ts";
import { type CardName, cards, requestsPerIteration } from "./cards.ts";
import type { Endpoint } from "./endpoint.ts";
import { type EndpointName, endpoints } from "./endpoints.ts";

/**
 * Visitors of each persona that ask for each page, all at once: as many as k6 opens connections to one host, since a
 * worker of gunicorn keeps the connection that it took. Three workers with two threads each then mostly get one each;
 * nothing tells which worker answered, so none is certain.
 */
export const WARM_UP_VISITORS = 6;

/** How the line of k6's log begins by which the suite tells of its warm-up. */
export const WARM_UP_LINE = "warm-up: ";

export type WarmUpRequest = {
  readonly name: EndpointName;
  readonly args: Readonly<Record<string, string | number>>;
};

/** A card's reads that need no argument, then those that it names with their arguments; each once, for all cards. */
export function warmUpRequests(
  chosen: readonly CardName[],
  isIncluded: (name: EndpointName) => boolean,
): WarmUpRequest[] {
  const found = chosen.flatMap((card) => {
    const called = [...requestsPerIteration(card, isIncluded).keys()];
    const plain = called.filter((name) => isRead(name) && !endpoints[name].path.includes("{"));
    const named = Object.entries((cards[card] as Card).warmUp ?? {}) as [
      EndpointName,
      WarmUpRequest["args"][],
    ][];
    return [
      ...plain.map((name): WarmUpRequest => ({ name, args: {} })),
      ...named
        .filter(([name]) => isIncluded(name))
        .flatMap(([name, all]) => all.map((args): WarmUpRequest => ({ name, args }))),
    ];
  });
  const seen = new Set<string>();
  return found.filter((request) => {
    const key = JSON.stringify(request);
    return !seen.has(key) && seen.add(key);
  });
}

function isRead(name: EndpointName): boolean {
  const { method, access }: Endpoint = endpoints[name];
  return method === "GET" && access === "read";
}
