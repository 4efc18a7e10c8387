// Plan §6: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const calendarStreamsCard = {
  section: 6,
  title: "Monitoring Calendar & WorkItem Streams",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["monitoring calendar feeds", "WorkItem sync APIs", "dashboard polling intervals"],
  prerequisites: [
    "target_reachable",
    "credentials_personas",
    "csrf",
    "cache_shared",
    "dataset_size",
    "work_items_every_status",
    "calendar_sharing",
  ],
  requests: {
    calendar_page: 1,
    calendar_feed_json: 1,
    calendar_feed_ics: 1,
    oobc_initiatives_feed: 1,
    calendar_shared_link: 1,
    calendar_work_items_feed_month: 6,
    calendar_event_update: 6,
    work_item_update_progress: 6,
  },
  weight: 2,
  weightReason: "calendars stay open and poll beside the work",
} as const satisfies Card;
