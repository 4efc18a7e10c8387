// Plan §3: the budgets of this card alone. Read by budgets/of-card.ts.

import type { CardBudgets, OwnBudget } from "../budget.ts";
import { SAMPLES_FOR_P95 } from "../sample-sizes.ts";
import { triggerNames } from "../triggers.ts";

/** Looks at the queue below which its deepest says little: a quarter of a minute of them. */
const LOOKS = 59;
/** Of a hundred tasks that are enqueued, so many have to come as far as a budget looks: what became of the rest is a budget too. */
const ARRIVING = 0.9 * triggerNames.length;

const task = {
  needs: triggerNames,
  minSamples: SAMPLES_FOR_P95,
  perIteration: ARRIVING,
} as const satisfies Partial<OwnBudget>;
const p95 = { ...task, statistic: "p(95)", operator: "<" } as const;
const none = { ...task, statistic: "count", operator: "==", limit: 0 } as const;

export const backgroundJobsBudgets: CardBudgets = {
  own: [
    {
      ...p95,
      id: "background_jobs_acknowledged_p95",
      metric: "obcms_task_acknowledged_ms",
      limit: 2000,
      reason:
        "plan §3: acknowledgement of the worker; with Redis and an idle worker it takes 2 ms, with twenty tasks before it 850",
    },
    {
      ...p95,
      id: "background_jobs_started_p95",
      metric: "obcms_task_started_ms",
      limit: 2000,
      reason:
        "plan §3: processing latency; a worker of 24 tasks a second that is 2 s behind does not keep up with the button",
    },
    {
      ...p95,
      id: "background_jobs_finished_p95",
      metric: "obcms_task_finished_ms",
      limit: 3000,
      reason: "plan §3: processing latency; who pressed the button looks again after a few seconds",
    },
    {
      ...p95,
      id: "background_jobs_effect_p95",
      metric: "obcms_task_effect_ms",
      limit: 4000,
      reason:
        "plan §3: the result can be read when its author looks again; a second more than its end, since that is looked for",
    },
    {
      id: "background_jobs_queue_depth_max",
      metric: "obcms_queue_depth",
      statistic: "max",
      operator: "<",
      limit: 30,
      needs: triggerNames,
      minSamples: LOOKS,
      // At the smoke profile's four iterations a second one look each.
      perIteration: 1,
      reason:
        "plan §3: queue depth within bounds; thirty tasks are 1.2 s of one worker's time, and planned load leaves it idle",
    },
    {
      ...none,
      id: "background_jobs_lost",
      metric: "obcms_tasks_lost",
      reason: "a task that was accepted and never ends is work that nobody does and nobody misses",
    },
    {
      ...none,
      id: "background_jobs_retried",
      metric: "obcms_tasks_retried",
      reason: "an attempt that is made again under planned load is load that nobody planned",
    },
    {
      ...none,
      id: "background_jobs_failed_tasks",
      metric: "obcms_tasks_failed",
      reason: "the request said yes before the work was done: a task that fails has told nobody",
    },
    {
      ...none,
      id: "background_jobs_unacknowledged",
      metric: "obcms_tasks_unacknowledged",
      reason:
        "plan §3: acknowledgement of the worker; without it nobody outside knows that the work is taken care of",
    },
  ],
};
