// Plan §6: the feeds behind an open calendar: all of it as JSON and iCalendar, and the window of days that is shown.

import crypto from "k6/crypto";
import exec from "k6/execution";
import { visitorFor } from "../../lib/auth.ts";
import { type Answer, newVisitor, send, type Visitor } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { daysFromToday } from "../../lib/days.ts";
import { environment } from "../../lib/environment.ts";
import { eventsDefect, icalendarDefect } from "../../lib/icalendar.ts";
import { random, think } from "../../lib/pacing.ts";
import { question } from "../../lib/stream-checks.ts";
import { recordVisit } from "../../lib/visits.ts";

/** A tab polls so often while the journey looks at it. */
const POLLS = 4;

export function openCalendars(): void {
  if (runs("calendar_page")) {
    const staff = visitorFor("staff");
    staff.page = "/oobc-management/calendar/";
    send(staff, "calendar_page");
    const json = send(staff, "calendar_feed_json");
    ask("the calendar as JSON", json, defectOf(json, "events."));
    const ics = send(staff, "calendar_feed_ics");
    ask("the calendar as iCalendar", ics, readOnce(ics.body));
    const initiatives = send(staff, "oobc_initiatives_feed");
    ask("the feed of initiatives", initiatives, defectOf(initiatives));
  }
  const token = environment["calendar.shareToken"];
  if (token !== undefined) send(newVisitor(), "calendar_shared_link", { args: { token } });
  think(0.2, 0.6);
}

/** The month is in the cache after its first poll; other days, as people turn pages, are not. */
export function pollCalendar(): void {
  if (!runs("calendar_work_items_feed_month")) return;
  const staff = visitorFor("staff");
  for (let poll = 0; poll < POLLS; poll += 1) {
    const isNew = random() < environment["calendar.missShare"];
    const feed = isNew ? showWindow(staff, -60 - unseen(), 20) : showWindow(staff, -15, 30);
    if (feed.ok && (isNew || hasSeenTheMonth))
      recordVisit("calendar_work_items_feed_month", isNew ? "cold" : "warm", feed.ms);
    if (!isNew) hasSeenTheMonth = true;
    ask("the feed of work items", feed, defectOf(feed));
    think(0.2, 0.6);
  }
}

let hasSeenTheMonth = false;
let turned = 0;

/** Another number of days at each turn of a page, so that the window is one that this user never saw. */
function unseen(): number {
  turned += 1;
  return ((exec.vu.iterationInInstance + turned) % 40) + turned / 1000;
}

export function showWindow(visitor: Visitor, from: number, to: number): Answer {
  const args = { start: daysFromToday(from), end: daysFromToday(to) };
  return send(visitor, "calendar_work_items_feed_month", { args });
}

/** `at`: where in the answer the list of events stands. */
function defectOf({ json }: Answer, at = ""): string | undefined {
  return eventsDefect({
    count: json(`${at}#`),
    titles: json(`${at}#.title`),
    starts: json(`${at}#.start`),
  });
}

/** A calendar that came unchanged, as from a cache, reads as it did: reading one takes the generator 35 ms, its hash 0.6. */
function readOnce(calendar: string): string | undefined {
  const hash = crypto.md5(calendar, "hex");
  if (lastRead?.hash !== hash) lastRead = { hash, defect: icalendarDefect(calendar) };
  return lastRead.defect;
}
let lastRead: { readonly hash: string; readonly defect: string | undefined } | undefined;

/** Only a right answer can be asked whether it can be read: a wrong one is counted as such. */
function ask(what: string, answer: Answer, defect: string | undefined): void {
  if (answer.ok) question("feed", defect === undefined, `${what}: ${defect}`);
}
