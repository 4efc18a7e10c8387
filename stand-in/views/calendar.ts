// The calendars around the feed of work items: all modules as JSON and iCalendar, initiatives, a page, a link for outsiders, and
// moving an event. OBCMS keeps the first two for 300 s, once for everybody, and drops them when a work item is saved.

import { publicPage } from "../html/layout.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer, plainJson, withHeaders } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { newSecret } from "../http/csrf.ts";
import { notFound } from "../http/errors.ts";
import { daysAfter, manilaTime } from "../time.ts";
import { startNewVersion } from "./calendar-feed.ts";
import { pageAnswer } from "./page.ts";

type Asked = Call<never, User>;
type Row = {
  id: string;
  title: string;
  status: string;
  progress: number;
  start_date: string;
  due_date: string;
};

const SECONDS = 300;
const PAYLOAD = "calendar_payload";

/** Items of every module: what OBCMS shows of work items is all that is seeded here. */
function payload({ database, cache }: Services): readonly Row[] {
  const kept = cache.get<readonly Row[]>(PAYLOAD);
  if (kept !== undefined) return kept;
  const rows = database.rows<Row>(
    "SELECT id, title, status, progress, start_date, due_date FROM work_item ORDER BY start_date, id",
  );
  cache.set(PAYLOAD, rows, SECONDS);
  return rows;
}

export function showCalendarJson(_: Asked, services: Services): Answer {
  const events = payload(services).map(({ id, title, status, start_date, due_date }) => ({
    id: `coordination-event-${id}`,
    title,
    start: `${start_date}T00:00:00+08:00`,
    end: `${due_date}T23:59:59.999999+08:00`,
    allDay: true,
    backgroundColor: "#2563eb",
    borderColor: "#1d4ed8",
    textColor: "#ffffff",
    extendedProps: {
      module: "coordination",
      category: "event",
      status,
      supportsEditing: true,
      modalUrl: `/oobc-management/work-items/${id}/modal/`,
    },
  }));
  const module_stats = { coordination: { total: events.length } };
  const answer = plainJson(200, {
    generated_at: new Date().toISOString().replace("Z", "000+00:00"),
    modules: ["coordination"],
    events,
    module_stats,
  });
  return keptByBrowsers(answer);
}

export function showCalendarIcs(_: Asked, services: Services): Answer {
  const day = (date: string): string => date.replaceAll("-", "");
  const events = payload(services).flatMap(({ id, title, status, start_date, due_date }) => [
    "BEGIN:VEVENT",
    `UID:coordination-event-${id}@oobcms`,
    `SUMMARY:${title}`,
    `DTSTART;VALUE=DATE:${day(start_date)}`,
    `DTEND;VALUE=DATE:${day(due_date)}`,
    `DESCRIPTION:Module: coordination\\nStatus: ${status}`,
    "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//obcms-perf//stand-in//EN", "CALSCALE:GREGORIAN"];
  const body = `${[...head, ...events, "END:VCALENDAR"].join("\r\n")}\r\n`;
  const headers = {
    "Content-Type": "text/calendar",
    "Content-Disposition": "attachment; filename=OOBC-calendar.ics",
    Vary: "origin, Cookie",
  };
  return keptByBrowsers({ ...plainJson(200, null), headers, body });
}

/** As Django's cache_page: a browser may keep it as long as the server does. */
function keptByBrowsers(answer: Answer): Answer {
  return withHeaders(answer, {
    "Cache-Control": `max-age=${SECONDS}`,
    Expires: new Date(Date.now() + SECONDS * 1000).toUTCString(),
  });
}

/** Kept nowhere. */
export function showInitiatives(_: Asked, { database }: Services): Answer {
  const rows = database.rows<Row>(
    `SELECT id, title, status, progress, start_date, due_date FROM work_item WHERE related_ppa_id IS NOT NULL
       ORDER BY start_date, id`,
  );
  return plainJson(
    200,
    rows.map(({ id, title, status, progress, start_date, due_date }) => ({
      id,
      title,
      start: start_date,
      end: due_date,
      allDay: true,
      backgroundColor: "#10b981",
      url: `/oobc-management/work-items/${id}/`,
      extendedProps: { work_item_id: id, status, progress },
    })),
  );
}

export function showCalendarPage(call: Asked, services: Services): Answer {
  const soon = payload(services).slice(0, 120);
  const content = html`<h1 class="text-gray-900">Calendar</h1><ul>${soon.map(
    ({ title, start_date, status }) =>
      html`<li class="p-3 border-gray-300">${start_date} ${title} (${status})</li>`,
  )}</ul>`;
  return pageAnswer(call, services, { title: "OOBC Calendar", content });
}

/** Open to whoever has the token; each look is counted. */
export function showSharedCalendar(call: Call<"token">, services: Services): Answer {
  const link = services.database.row(
    "SELECT token FROM shared_calendar_link WHERE token = ?",
    call.arguments.token,
  );
  if (link === undefined) return notFound();
  const content = html`<h1>Shared calendar</h1><table>${payload(services).map(
    ({ title, start_date, due_date, status, progress }) =>
      html`<tr class="border-gray-300"><td class="p-3">${start_date}</td><td class="p-3">${due_date}</td><td class="p-3">${title}</td><td class="p-3">${status}</td><td class="p-3">${progress} %</td></tr>`,
  )}</table>`;
  return htmlAnswer(200, publicPage({ title: "Shared Calendar", secret: newSecret(), content }));
}

/** JSON, whatever the address says: the view is none of the REST API. */
export function updateEvent(call: Asked, services: Services): Answer {
  const { id, start, end, allDay } = readBody(call.body);
  const item = /^work-item-(.+)$/.exec(id ?? "")?.[1];
  if (item === undefined || start === undefined)
    return plainJson(400, { success: false, error: "Missing required fields" });
  const moved = services.database.row<{ title: string; work_type: string }>(
    "SELECT title, work_type FROM work_item WHERE id = ?",
    item,
  );
  if (moved === undefined) return plainJson(404, { success: false, error: "Work item not found" });
  services.database.run(
    "UPDATE work_item SET start_date = ?, due_date = ?, updated_at = ? WHERE id = ?",
    start.slice(0, 10),
    lastDay(start.slice(0, 10), end?.slice(0, 10), allDay === true),
    manilaTime(Date.now()),
    item,
  );
  services.cache.delete(PAYLOAD);
  if (!services.keepsStale) startNewVersion(services, call.user);
  const message = `${words(moved.work_type)} '${moved.title}' rescheduled successfully`;
  return plainJson(200, { success: true, message });
}

/** The end of whole days is the first day after them. */
function lastDay(start: string, end: string | undefined, allDay: boolean): string {
  if (end === undefined) return start;
  return allDay ? daysAfter(end, -1) : end;
}

type Move = { id?: string; start?: string; end?: string; allDay?: boolean };

function readBody(body: string): Move {
  try {
    return JSON.parse(body) as Move;
  } catch {
    return {};
  }
}
