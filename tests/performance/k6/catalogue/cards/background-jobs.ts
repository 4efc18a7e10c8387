// Plan §3: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";
import { triggersOnce } from "../triggers.ts";

export const backgroundJobsCard = {
  section: 3,
  title: "Background Workflow Entry Points",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["Celery task triggers over HTTP"],
  prerequisites: [
    "target_reachable",
    "credentials_personas",
    "csrf",
    "dataset_size",
    "celery_worker",
    "queue_empty",
    "probe_endpoint",
  ],
  weight: 1,
  weightReason: "work is enqueued by few actions of the day",
  requests: {
    // Before the button and after it.
    project_alerts: 2,
    ...triggersOnce,
    monitoring_enable_tracking: 1,
    monitoring_distribute_budget: 1,
    monitoring_sync_progress: 1,
    monitoring_disable_tracking_refused: 1,
  },
} as const satisfies Card;
