// Plan §3: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const backgroundJobsCard = {
  section: 3,
  title: "Background Workflow Entry Points",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["Celery task triggers over HTTP"],
  prerequisites: [
    "target_reachable",
    "credentials_personas",
    "celery_worker",
    "queue_empty",
    "probe_endpoint",
  ],
  weight: 1,
  weightReason: "work is enqueued by few actions of the day",
} as const satisfies Card;
