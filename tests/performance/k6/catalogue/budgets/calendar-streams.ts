// Plan, scenario 6: the budgets of this card alone: feeds, updates, caches, what feeds show and what they lose.
// Read by budgets/of-card.ts.

import type { CardBudgets } from "../budget.ts";
import { SAMPLES_FOR_HALF_A_PERCENT, SAMPLES_FOR_P95, SAMPLES_FOR_STATEMENTS } from "../sample-sizes.ts";
import { type StreamAspect, streamAspects } from "../stream-aspects.ts";
import { faultBudget } from "./fault-budget.ts";

const FEED = { limit: 600, reason: "plan, scenario 6: p(95) < 600 ms for calendar feeds" } as const;

/** Questions of an iteration: seven feeds, one drag that is waited for, one item that two change. */
const perIteration = { feed: 7, shown: 1, kept: 1 } as const satisfies Record<StreamAspect, number>;
/** Two people meet on an item once in a round; a few dozen meetings are a start, a long run has thousands. */
const ROUNDS = 20;

export const calendarStreamsBudgets: CardBudgets = {
  latency: { read: FEED },
  endpointLatency: { calendar_shared_link: FEED },
  own: [
    {
      id: "calendar_streams_update_failed",
      metric: "http_req_failed",
      where: { access: "write" },
      statistic: "rate",
      operator: "<",
      limit: 0.005,
      minSamples: SAMPLES_FOR_HALF_A_PERCENT,
      reason: "plan, scenario 6: work item update failure rate < 0.5 %",
    },
    {
      id: "calendar_streams_cold_p95",
      metric: "obcms_visit_ms",
      where: { temperature: "cold" },
      statistic: "p(95)",
      operator: "<",
      limit: 2 * FEED.limit,
      minSamples: 10,
      perIteration: 0.4,
      severity: "info",
      reason:
        "a window that no cache holds: OBCMS was measured at 724 to 803 ms, against 16 to 19 ms from its cache",
    },
    {
      id: "calendar_streams_warm_p95",
      metric: "obcms_visit_ms",
      where: { temperature: "warm" },
      statistic: "p(95)",
      operator: "<",
      limit: FEED.limit / 2,
      minSamples: SAMPLES_FOR_P95,
      perIteration: 3,
      reason:
        "a window that the cache holds costs next to nothing; half the limit of feeds says that it came from there",
    },
    {
      id: "calendar_streams_cache_hits",
      metric: "obcms_cache_hits",
      where: { name: "calendar_work_items_feed_month" },
      statistic: "rate",
      operator: ">",
      limit: 0.5,
      minSamples: SAMPLES_FOR_P95,
      perIteration: 6,
      reason:
        "polls of the same days are answered from the cache: of look-ups for session and window more than half are found",
    },
    {
      id: "calendar_streams_calendar_work_items_feed_month_queries_per_row",
      metric: "obcms_queries_per_row",
      where: { name: "calendar_work_items_feed_month" },
      statistic: "med",
      operator: "<",
      limit: 1.5,
      minSamples: SAMPLES_FOR_STATEMENTS,
      severity: "info",
      gateWhereNamed: true,
      reason:
        "OBCMS was measured at 0.9 statements for each item of a window that no cache holds; a second N+1 would make it 1.9. Not every target tells rows",
    },
    {
      id: "calendar_streams_staleness_p95",
      metric: "obcms_staleness_ms",
      statistic: "p(95)",
      operator: "<",
      limit: 1000,
      minSamples: ROUNDS,
      perIteration: 1,
      reason: "who moves an event sees it moved within a second: OBCMS makes the writer's own feed anew",
    },
    ...(Object.keys(streamAspects) as StreamAspect[]).map((aspect) =>
      faultBudget({
        id: `calendar_streams_${aspect}_faults`,
        metric: "obcms_stream_checks",
        aspect,
        perIteration: perIteration[aspect],
        rounds: ROUNDS,
        reason: `plan, scenario 6: ${streamAspects[aspect]}`,
      }),
    ),
  ],
};
