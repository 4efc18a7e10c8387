// Plan §3. Work that a request starts and a worker does: how fast is the request, when does the worker have it, when is it
// done and to be seen, and does any of it get lost when the button is pressed at a peak rate?

import { group } from "k6";
import type { Dataset } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import { pressEveryTrigger } from "./background-jobs/press.ts";
import { recalculate } from "./background-jobs/recalculate.ts";

/** An executive has the alerts generated, and an officer recalculates a programme. */
export function startWork(dataset: Dataset): void {
  group("triggers", pressEveryTrigger);
  group("recalculation", () => recalculate(dataset));
}

/** An officer goes from one programme's page to the next: reading takes longer than recalculating. */
export function recalculateAllDay(dataset: Dataset): void {
  recalculate(dataset);
  think(4, 8);
}

export { pressEveryTrigger } from "./background-jobs/press.ts";
export { watchWorkers } from "./background-jobs/watch.ts";
