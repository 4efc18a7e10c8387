// Plan, scenario 6: what must break which budget of feeds and updates.

import { type Mutant, waitingTogether } from "./mutant.ts";

const card = "calendar_streams";

export const calendarStreamsMutants: readonly Mutant[] = [
  {
    title: "feeds of all modules take 700 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=700@calendar_feed_json"],
    breaks: ["calendar_streams_read_p95"],
  },
  {
    title: "kept windows take 350 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=350@calendar_work_items_feed_month"],
    breaks: ["calendar_streams_warm_p95"],
  },
  {
    title: "the cache keeps no feed",
    card,
    faults: ["cache_off@calendar_work_items_feed_month"],
    breaks: ["calendar_streams_cache_hits"],
  },
  {
    title: "an update leaves the writer's feed as it was",
    card,
    faults: ["stale_cache@calendar_event_update"],
    breaks: ["calendar_streams_shown_faults", "calendar_streams_kept_faults"],
    alongside: ["no_samples", "too_few_samples"],
  },
  {
    title: "one progress report in three is lost",
    card,
    faults: ["lost_update=0.33@work_item_update_progress"],
    breaks: ["calendar_streams_kept_faults"],
  },
  {
    title: "the iCalendar feed has events without a UID, and one that never ends",
    card,
    faults: ["wrong_ics@calendar_feed_ics"],
    breaks: ["calendar_streams_feed_faults"],
  },
  {
    title: "one progress report in seventy fails, which is one request in two hundred and fifty",
    card,
    faults: ["error_rate=0.015@work_item_update_progress"],
    breaks: ["calendar_streams_update_failed"],
  },
];
