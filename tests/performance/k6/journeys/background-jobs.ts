// Plan §3. Work that a request starts and a worker does: how fast is the request, when does the worker have it, when is it
// done and to be seen, and does any of it get lost when the button is pressed at a peak rate?

import { group } from "k6";
import { byTurn, type Dataset, leasedAlone } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import { pressEveryTrigger } from "./background-jobs/press.ts";
import { recalculate } from "./background-jobs/recalculate.ts";

/** Seconds. */
const OFFICER_READS = { least: 2, most: 5 } as const;

/** An executive has the alerts generated, and then recalculates a programme where there is one that nobody else works on. */
export function startWork({ monitoringEntries }: Dataset): void {
  group("triggers", pressEveryTrigger);
  const entry = leasedAlone(monitoringEntries);
  if (entry !== undefined) group("recalculation", () => recalculate(entry));
}

/** Each time another programme than the others have at that moment. */
export function recalculateInTurn({ monitoringEntries }: Dataset): void {
  if (monitoringEntries.length > 0) recalculate(byTurn(monitoringEntries));
}

/** An officer goes from one programme's page to the next: reading takes longer than recalculating. */
export function recalculateAllDay(dataset: Dataset): void {
  recalculateInTurn(dataset);
  think(OFFICER_READS.least, OFFICER_READS.most);
}

export { pressEveryTrigger } from "./background-jobs/press.ts";
export { watchWorkers } from "./background-jobs/watch.ts";
