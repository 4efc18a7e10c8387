// Plan §6: people drag events and report progress. The one who dragged must see it; two on one item must both keep theirs.

import { sleep } from "k6";
import { visitorFor } from "../../lib/auth.ts";
import { type Answer, ask, send, sendAtOnce } from "../../lib/client.ts";
import { type Dataset, leased, runs } from "../../lib/dataset.ts";
import { dayAfter, daysFromToday } from "../../lib/days.ts";
import { random, think } from "../../lib/pacing.ts";
import { question, recordShown } from "../../lib/stream-checks.ts";
import { showWindow } from "./feeds.ts";

/** Small changes one after another, as on the morning of a meeting. */
const DRAGS = 5;
/** The feed is asked so often whether it shows an update; then it counts as not shown. */
const LOOKS = 3;
const LOOK_AGAIN_SECONDS = 0.3;

type Shown = { readonly start: string; readonly progress: number };

export function dragAbout({ workItems }: Dataset): void {
  if (!runs("calendar_event_update")) return;
  const pk = leased(workItems);
  const executive = visitorFor("executive");
  executive.page = "/oobc-management/calendar/";
  for (let drag = 0; drag < DRAGS; drag += 1) {
    const start = aDay();
    const moved = send(executive, "calendar_event_update", { body: move(pk, start) });
    report(pk);
    if (drag === DRAGS - 1 && moved.ok) waitUntilShown(pk, (event) => event.start === start);
    think(0.05, 0.2);
  }
}

export function workAtOnce({ workItems }: Dataset): void {
  if (!runs("calendar_event_update")) return;
  const pk = leased(workItems);
  const [start, progress] = [aDay(), somePercent()];
  const [moved, reported] = sendAtOnce([
    { visitor: visitorFor("executive"), ask: ask("calendar_event_update", { body: move(pk, start) }) },
    {
      visitor: visitorFor("staff"),
      ask: ask("work_item_update_progress", { args: { pk }, form: { progress: String(progress) } }),
    },
  ]) as [Answer, Answer];
  if (!moved.ok || !reported.ok) return;
  const shown = look(pk);
  if (shown !== undefined)
    question(
      "kept",
      shown.start === start && shown.progress === progress,
      `of ${start} and ${progress} % the feed has ${shown.start} and ${shown.progress} %`,
    );
}

function waitUntilShown(pk: string, isIt: (event: Shown) => boolean): void {
  const since = Date.now();
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const event = look(pk);
    if (event !== undefined && isIt(event)) {
      recordShown(Date.now() - since);
      question("shown", true, "");
      return;
    }
    sleep(LOOK_AGAIN_SECONDS);
  }
  question("shown", false, "an event that was moved stays where it was in the feed of who moved it");
}

/** The item in the feed of who moved it: OBCMS makes that one anew after an update, and nobody else's. */
function look(pk: string): Shown | undefined {
  const feed = showWindow(visitorFor("executive"), -15, 30);
  const event = feed.json(`#(id=="work-item-${pk}")`) as
    | { readonly start?: string; readonly extendedProps?: { readonly progress?: number } }
    | undefined;
  if (event === undefined) return undefined;
  return { start: String(event.start).slice(0, 10), progress: Number(event.extendedProps?.progress) };
}

function report(pk: string): void {
  send(visitorFor("staff"), "work_item_update_progress", {
    args: { pk },
    form: { progress: String(somePercent()) },
  });
}

/** To one whole day. A calendar's end is the first day that is no part of an event. */
function move(pk: string, start: string): Record<string, unknown> {
  return { id: `work-item-${pk}`, type: "work_item", start, end: dayAfter(start), allDay: true };
}

/** Within the window that is shown. */
function aDay(): string {
  return daysFromToday(Math.floor(random() * 25));
}

function somePercent(): number {
  return Math.floor(random() * 100);
}
