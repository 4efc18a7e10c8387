// What an OBCMS answers about calendars: their page, the feeds that it polls, the link for outsiders, and a moved event.

import type { Case } from "../case.ts";

const JSON_TYPE = "application/json";
/** OBCMS lets a browser keep these two for five minutes. */
const KEPT = { "Cache-Control": "max-age=300", Expires: /GMT$/, Vary: "origin, Cookie" } as const;
const NEVER_KEPT = { "Cache-Control": /no-store/, Expires: /GMT$/, Vary: "origin, Cookie" } as const;
const NOT_SAID = { "Cache-Control": null, Vary: "origin, Cookie" } as const;
/** The window that a month's page shows, and some days around it. */
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const month = { start: day(-15), end: day(30) } as const;

export const calendarCases: readonly Case[] = [
  {
    name: "The calendar has a page",
    request: () => ({ endpoint: "calendar_page", as: "staff" }),
    expect: {
      status: 200,
      headers: { "Content-Type": "text/html; charset=utf-8", Vary: "Cookie, origin" },
      contains: ["<title>OOBC Calendar"],
      cookies: ["csrftoken"],
    },
  },
  {
    name: "The calendar of all modules comes as JSON",
    request: () => ({ endpoint: "calendar_feed_json", as: "staff" }),
    expect: {
      status: 200,
      headers: { "Content-Type": JSON_TYPE, ...KEPT },
      json: ["modules", "events.0.id", "events.0.title", "events.0.start", "module_stats"],
      matches: { generated_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/ },
    },
  },
  {
    name: "It comes as iCalendar, to be saved",
    request: () => ({ endpoint: "calendar_feed_ics", as: "staff" }),
    expect: {
      status: 200,
      headers: {
        "Content-Type": "text/calendar",
        "Content-Disposition": "attachment; filename=OOBC-calendar.ics",
        ...KEPT,
      },
      contains: ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "BEGIN:VEVENT\r\n", "END:VCALENDAR"],
    },
  },
  {
    name: "Work items of a month come as events, which a browser keeps nowhere",
    request: () => ({ endpoint: "calendar_work_items_feed_month", args: month, as: "staff" }),
    expect: {
      status: 200,
      headers: { "Content-Type": JSON_TYPE, ...NEVER_KEPT },
      json: ["0.title", "0.status", "0.workType", "0.extendedProps.workType", "0.extendedProps.priority"],
      matches: {
        "0.id": /^work-item-[0-9a-f-]{36}$/,
        "0.start": /^\d{4}-\d\d-\d\d$/,
        "0.end": /^\d{4}-\d\d-\d\d$/,
        "0.allDay": /^true$/,
        "0.extendedProps.progress": /^\d+$/,
        "0.extendedProps.url": /^\/oobc-management\/work-items\/[0-9a-f-]{36}\/modal\/$/,
      },
    },
    keep: {
      event: /"id": "(work-item-[0-9a-f-]{36})"/,
      eventStart: /"start": "([\d-]+)"/,
      eventEnd: /"end": "([\d-]+)"/,
    },
  },
  {
    name: "Initiatives come as events",
    request: () => ({ endpoint: "oobc_initiatives_feed", as: "staff" }),
    expect: {
      status: 200,
      headers: { "Content-Type": JSON_TYPE, ...NOT_SAID },
      json: ["0.id", "0.title", "0.start", "0.url", "0.extendedProps.progress"],
    },
  },
  {
    name: "A visitor who asks for the feed is led to the login page",
    request: () => ({ endpoint: "calendar_feed_json", as: "nobody" }),
    expect: { status: 302, headers: { Location: "/login/?next=/oobc-management/calendar/feed/json/" } },
  },
  {
    name: "An event is moved to where it is already, and the answer names it",
    request: ({ event: id, eventStart: start, eventEnd: end }) => ({
      endpoint: "calendar_event_update",
      as: "executive",
      json: { id, type: "work_item", start, end, allDay: true },
    }),
    expect: {
      status: 200,
      headers: { "Content-Type": JSON_TYPE, ...NOT_SAID },
      matches: { success: /^true$/, message: /^[A-Z][\w -]+ '.+' rescheduled successfully$/ },
    },
  },
  {
    name: "An event that is not named cannot be moved",
    request: () => ({ endpoint: "calendar_event_update", as: "executive", json: {} }),
    expect: { status: 400, exactly: { success: false, error: "Missing required fields" } },
  },
  {
    name: "An event without its CSRF token is not moved",
    request: () => ({ endpoint: "calendar_event_update", as: "executive", csrf: false, json: {} }),
    expect: { status: 403, contains: ["CSRF verification failed"] },
  },
  {
    name: "A shared calendar is open to who has its link",
    request: ({ shareToken: token = "" }) => ({
      endpoint: "calendar_shared_link",
      args: { token },
      as: "nobody",
    }),
    expect: {
      status: 200,
      headers: { "Content-Type": "text/html; charset=utf-8", ...NOT_SAID },
      contains: ["<title>Shared Calendar", "<html"],
      lacks: ["/logout/"],
    },
  },
  {
    name: "A link that nobody gave is not there",
    request: () => {
      const args = { token: "00000000-0000-4000-8000-000000000000" };
      return { endpoint: "calendar_shared_link", args, as: "nobody" };
    },
    expect: { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } },
  },
];
