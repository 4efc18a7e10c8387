// Calendars of OBCMS, which several of its apps serve: feeds that pages poll, links for outsiders, and moving an event.

import type { Endpoint } from "../endpoint.ts";

const feed = {
  method: "GET",
  access: "read",
  transport: "json",
  signIn: "session",
  as: "staff",
  ok: [200],
} as const;

export const calendarEndpoints = {
  calendar_page: {
    ...feed,
    path: "/oobc-management/calendar/",
    django: "common:oobc_calendar",
    transport: "page",
    expects: { html: "<title>OOBC Calendar" },
  },
  calendar_feed_json: {
    ...feed,
    path: "/oobc-management/calendar/feed/json/",
    django: "common:oobc_calendar_feed_json",
    expects: { json: ["generated_at", "events", "module_stats"] },
  },
  calendar_feed_ics: {
    ...feed,
    path: "/oobc-management/calendar/feed/ics/",
    django: "common:oobc_calendar_feed_ics",
    transport: "calendar",
    expects: { html: "BEGIN:VCALENDAR" },
  },
  /** What FullCalendar asks for when a window of days is shown. OBCMS keeps it for 300 s per user and window. */
  calendar_work_items_feed_month: {
    ...feed,
    path: "/oobc-management/calendar/work-items/feed/?start={start}&end={end}",
    django: "common:work_items_calendar_feed",
    expects: { json: ["0.extendedProps.workType"] },
  },
  oobc_initiatives_feed: {
    ...feed,
    path: "/monitoring/oobc-initiatives/calendar/feed/",
    django: "monitoring:oobc_initiatives_calendar_feed",
    expects: { json: ["0"] },
  },
  /** A person drags an event to another day. It is no view of the REST API, whatever its path says. */
  calendar_event_update: {
    ...feed,
    method: "POST",
    path: "/api/calendar/event/update/",
    django: "common:calendar_event_update",
    access: "write",
    as: "executive",
    recordsFrom: "staff",
    expects: { json: ["success"] },
  },
  /** Each look is counted on the target, so it is a write there. */
  calendar_shared_link: {
    method: "GET",
    path: "/coordination/calendar/shared/{token}/",
    django: "coordination:share_view",
    access: "write",
    transport: "page",
    signIn: "none",
    as: "anybody",
    ok: [200],
    expects: { html: "<title>Shared Calendar" },
    setting: "calendar.shareToken",
  },
} as const satisfies Record<string, Endpoint>;
