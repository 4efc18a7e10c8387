// The calendar feed of work items: a JSON array of those that overlap a window of days. The quirk `stale_feeds` lives here.

import { type Answer, neverCached, plainJson } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { staleFor } from "../quirks/stale.ts";
import { daysAfter } from "../time.ts";

type Item = {
  id: string;
  title: string;
  work_type: string;
  status: string;
  priority: string;
  progress: number;
  start_date: string;
  due_date: string;
};

/** `?start=` and `?end=`, each left open when it is not there. */
export function showCalendarFeed(call: Call<never, User>, services: Services): Answer {
  const version = services.cache.get<number>(versionKey(call.user)) ?? 0;
  const make = (): Answer => {
    const start = call.query.get("start") ?? "0000";
    const end = call.query.get("end") ?? "9999";
    const items = services.database.rows<Item>(
      `SELECT id, title, work_type, status, priority, progress, start_date, due_date FROM work_item
         WHERE due_date >= ? AND start_date <= ? ORDER BY start_date, id`,
      start,
      end,
    );
    return plainJson(200, items.map(event));
  };
  return neverCached(staleFor(call, services, make, version));
}

/** After it the user's own feeds are made anew, and nobody else's. */
export function startNewVersion({ cache }: Services, user: User): void {
  const version = cache.get<number>(versionKey(user)) ?? 0;
  cache.set(versionKey(user), version + 1, VERSION_SECONDS);
}

const VERSION_SECONDS = 86_400;

function versionKey({ id }: User): string {
  return `calendar_version_${id}`;
}

function event({ id, title, work_type, status, priority, progress, start_date, due_date }: Item): unknown {
  return {
    id: `work-item-${id}`,
    title,
    start: start_date,
    // The first day after it, as FullCalendar means the end of whole days.
    end: daysAfter(due_date, 1),
    allDay: true,
    workType: work_type,
    status,
    extendedProps: {
      workType: work_type,
      url: `/oobc-management/work-items/${id}/modal/`,
      status,
      priority,
      progress,
    },
  };
}
