// The plan's scenarios and those of modules that came later, one file each under cards/. A card without `requests` has no
// journey yet; every report lists it under "not tested".

import type { Card } from "./card.ts";
import { apiCrudCard } from "./cards/api-crud.ts";
import { authSessionsCard } from "./cards/auth-sessions.ts";
import { backgroundJobsCard } from "./cards/background-jobs.ts";
import { calendarStreamsCard } from "./cards/calendar-streams.ts";
import { documentUploadsCard } from "./cards/document-uploads.ts";
import { executiveAnalyticsCard } from "./cards/executive-analytics.ts";
import { htmxBurstsCard } from "./cards/htmx-bursts.ts";
import type { EndpointName } from "./endpoints.ts";

export const cards = {
  api_crud: apiCrudCard,
  htmx_bursts: htmxBurstsCard,
  background_jobs: backgroundJobsCard,
  document_uploads: documentUploadsCard,
  auth_sessions: authSessionsCard,
  calendar_streams: calendarStreamsCard,
  executive_analytics: executiveAnalyticsCard,
} as const satisfies Record<string, Card>;

export type CardName = keyof typeof cards;
export const cardNames = Object.keys(cards) as CardName[];

/** The cards that have a journey, hence may be asked for with `--scenario`. */
export function runnableCards(): CardName[] {
  return cardNames.filter((name) => "requests" in cards[name]);
}

/** Those of the setting `scenarios`; it names none where all are meant. */
export function chosenCards(named: readonly string[]): CardName[] {
  return runnableCards().filter((card) => named.length === 0 || named.includes(card));
}

/** Requests of one iteration of a card by endpoint, without the rows that the run leaves out. */
export function requestsPerIteration(
  card: CardName,
  isIncluded: (endpoint: EndpointName) => boolean,
): ReadonlyMap<EndpointName, number> {
  const requests = (cards[card] as Card).requests ?? {};
  return new Map(
    (Object.entries(requests) as [EndpointName, number][]).filter(([endpoint]) => isIncluded(endpoint)),
  );
}

/** The part of the load that each card gets when these run together: 1 alone, all parts add up to 1. */
export function shareOf(card: CardName, together: readonly CardName[]): number {
  const whole = together.reduce((sum, name) => sum + cards[name].weight, 0);
  return cards[card].weight / whole;
}
