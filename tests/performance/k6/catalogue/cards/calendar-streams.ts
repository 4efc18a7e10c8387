// Plan §6: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const calendarStreamsCard = {
  section: 6,
  title: "Monitoring Calendar & WorkItem Streams",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["monitoring calendar feeds", "WorkItem sync APIs", "dashboard polling intervals"],
  prerequisites: ["target_reachable", "credentials_personas", "work_items_every_status", "calendar_sharing"],
  weight: 2,
  weightReason: "calendars stay open and poll beside the work",
} as const satisfies Card;
