// What the plan wants driven as background work and OBCMS has no way to start: named in each report of the scenario, and in
// the suite's README. A trigger that appears is a row of the catalogue with `enqueues`, and leaves this table.

import type { CardName } from "./cards.ts";
import type { EndpointName } from "./endpoints.ts";

export type AbsentTrigger = {
  readonly card: CardName;
  /** In the plan's words. */
  readonly wants: string;
  /** What was found on OBCMS. */
  readonly lacks: string;
  /** What the scenario drives in its place. */
  readonly instead: readonly EndpointName[];
};

export const absentTriggers = {
  work_item_escalation: {
    card: "background_jobs",
    wants: "WorkItem escalation triggers",
    lacks: "no request and no task escalates a work item; the word is a label in the calendar's data only",
    instead: [],
  },
  recommendation_approval: {
    card: "background_jobs",
    wants: "recommendation approval workflows",
    lacks:
      "approval is a status in an edit form, whose redirect has no address; no workflow follows and no task is enqueued",
    instead: [],
  },
  budget_approval: {
    card: "background_jobs",
    wants: "planning/budget approvals",
    lacks: "the routes take a number where the programmes have a UUID, so no programme can be named",
    instead: [],
  },
  budget_recalculation: {
    card: "background_jobs",
    wants: "planning/budget recalculation tasks",
    lacks: "tasks of that kind are started by the clock only; over HTTP the recalculation is synchronous",
    instead: [
      "monitoring_enable_tracking",
      "monitoring_distribute_budget",
      "monitoring_sync_progress",
      "monitoring_disable_tracking_refused",
    ],
  },
  workshop_analysis: {
    card: "background_jobs",
    wants: "further task triggers over HTTP",
    lacks:
      "the workshop analyses of MANA enqueue tasks, but need workshop records that nothing seeds, and ask a service on the internet",
    instead: [],
  },
} as const satisfies Record<string, AbsentTrigger>;
