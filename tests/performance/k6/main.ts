// The file given to `k6 run`: options, setup, the functions that scenarios name in `exec`, summary.
// There is no default function on purpose: -u, -i, -d, --stage and their K6_ variables make k6 throw the scenarios away
// and run `default`, on which every threshold would hold; so k6 refuses to start, with exit code 104.

import type { Options } from "k6/options";
import { keepRecords, lookThingsUp, workThroughTheDay } from "./journeys/api-crud.ts";
import { keepTokensAlive } from "./journeys/auth-sessions/tokens.ts";
import { goThroughTheDoor, visit } from "./journeys/auth-sessions.ts";
import {
  pressEveryTrigger,
  recalculateAllDay,
  recalculateInTurn,
  startWork,
  watchWorkers,
} from "./journeys/background-jobs.ts";
import { keepCalendars, moveWork, watchCalendars } from "./journeys/calendar-streams.ts";
import { fileDocuments, handleDocuments, lookThroughDocuments } from "./journeys/document-uploads.ts";
import { browseAnalytics, filterRecommendations, refreshDashboards } from "./journeys/executive-analytics.ts";
import { readInBursts, workInBursts, writeInBursts } from "./journeys/htmx-bursts.ts";
import { watchUntilNobodyWorks } from "./journeys/target.ts";
import { requireControl, takeTurn } from "./lib/control.ts";
import { type Dataset, prepareDataset, type Workforce } from "./lib/dataset.ts";
import { environment } from "./lib/environment.ts";
import { instancesOfTest } from "./lib/instances.ts";
import { checkIntegrity, rememberIntegrity } from "./lib/integrity.ts";
import { requireMarker } from "./lib/marker.ts";
import { iterate } from "./lib/metrics.ts";
import { emptyStorage } from "./lib/storage.ts";
import { type SummaryData, summarise } from "./lib/summary.ts";
import { warmUp } from "./lib/warm-up.ts";
import { optionsFor, planLoad } from "./scenarios.ts";
import { vusOf } from "./size.ts";

/** k6 asks for options before the first virtual user, and for the summary after the last: as VU 0. A plan takes 1 MB. */
const load = __VU === 0 ? planLoad(environment) : undefined;

export const options: Options = load === undefined ? {} : optionsFor(load, environment);

export function setup(): Dataset {
  if (environment.profile === "controlled") requireControl();
  requireMarker();
  const workforce = workforceOfRun();
  const dataset = prepareDataset(workforce);
  warmUp();
  rememberIntegrity(workforce.cards);
  return dataset;
}

export function teardown(dataset: Dataset): void {
  const { cards, vus } = workforceOfRun();
  checkIntegrity(cards, dataset, vus);
  emptyStorage(cards, dataset);
}

/** setup() and teardown() are VU 0's too, so the plan is there. */
function workforceOfRun(): Workforce {
  const { cards = [], scenarios = {} } = load ?? {};
  return { cards, vus: vusOf(scenarios, instancesOfTest()) };
}

export function apiCrud(dataset: Dataset): void {
  iterate(() => workThroughTheDay(dataset));
}

export function apiCrudReaders(dataset: Dataset): void {
  iterate(() => lookThingsUp(dataset));
}

export function apiCrudWriters(dataset: Dataset): void {
  iterate(() => keepRecords(dataset));
}

export function apiCrudSteered(dataset: Dataset): void {
  takeTurn("api_crud", () => apiCrud(dataset));
}

export function executiveAnalytics(): void {
  iterate(browseAnalytics);
}

export function executiveAnalyticsRefreshers(): void {
  iterate(refreshDashboards);
}

export function executiveAnalyticsFilterers(): void {
  iterate(filterRecommendations);
}

export function executiveAnalyticsSteered(): void {
  takeTurn("executive_analytics", executiveAnalytics);
}

export function backgroundJobsEnqueue(): void {
  iterate(pressEveryTrigger);
}

export function backgroundJobsRecalculate(dataset: Dataset): void {
  iterate(() => recalculateInTurn(dataset));
}

export function backgroundJobsOfficer(dataset: Dataset): void {
  iterate(() => recalculateAllDay(dataset));
}

export function backgroundJobsSteered(dataset: Dataset): void {
  takeTurn("background_jobs", () => iterate(() => startWork(dataset)));
}

export function backgroundJobsProbe(dataset: Dataset): void {
  iterate(() => watchWorkers(dataset, Number(__ENV.OBCMS_WATCH_SECONDS)));
}

export function htmxBursts(dataset: Dataset): void {
  iterate(() => workInBursts(dataset));
}

export function htmxBurstsReaders(dataset: Dataset): void {
  iterate(() => readInBursts(dataset));
}

export function htmxBurstsWriters(dataset: Dataset): void {
  iterate(() => writeInBursts(dataset));
}

export function htmxBurstsSteered(dataset: Dataset): void {
  takeTurn("htmx_bursts", () => htmxBursts(dataset));
}

export function authSessions(): void {
  iterate(goThroughTheDoor);
}

export function authSessionsRefreshers(): void {
  iterate(keepTokensAlive);
}

export function authSessionsVisitors(): void {
  iterate(visit);
}

export function authSessionsSteered(): void {
  takeTurn("auth_sessions", authSessions);
}

export function calendarStreams(dataset: Dataset): void {
  iterate(() => keepCalendars(dataset));
}

export function calendarStreamsPollers(): void {
  iterate(watchCalendars);
}

export function calendarStreamsWriters(dataset: Dataset): void {
  iterate(() => moveWork(dataset));
}

export function calendarStreamsSteered(dataset: Dataset): void {
  takeTurn("calendar_streams", () => calendarStreams(dataset));
}

export function documentUploads(dataset: Dataset): void {
  iterate(() => handleDocuments(dataset));
}

export function documentUploadsReaders(): void {
  iterate(lookThroughDocuments);
}

export function documentUploadsWriters(dataset: Dataset): void {
  iterate(() => fileDocuments(dataset));
}

export function documentUploadsSteered(dataset: Dataset): void {
  takeTurn("document_uploads", () => documentUploads(dataset));
}

export function watchTarget(): void {
  iterate(watchUntilNobodyWorks);
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return { stdout: summarise(data, load?.budgets ?? []) };
}
