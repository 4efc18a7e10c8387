// Plan §6. Calendars stay open and poll while staff move work: do feeds hold their time, do updates land, show, and last?

import { group } from "k6";
import type { Dataset } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import { openCalendars, pollCalendar } from "./calendar-streams/feeds.ts";
import { dragAbout, workAtOnce } from "./calendar-streams/updates.ts";

export function keepCalendars(dataset: Dataset): void {
  watchCalendars();
  moveWork(dataset);
}

/** A calendar that is open in a tab, and those who look in from outside. */
export function watchCalendars(): void {
  group("calendars", openCalendars);
  group("polling", pollCalendar);
}

export function moveWork(dataset: Dataset): void {
  group("updates", () => dragAbout(dataset));
  think(0.1, 0.3);
  group("two at once", () => workAtOnce(dataset));
}
