// Plan §4: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

export const documentUploadsCard = {
  section: 4,
  title: "File Upload and Document Processing",
  priority: "MEDIUM",
  complexity: "Complex",
  dependencies: ["document upload endpoints", "storage adapters", "virus scanning hooks"],
  prerequisites: ["target_reachable", "credentials_api_client", "synthetic_documents", "temporary_storage"],
  weight: 1,
  weightReason: "a document is filed with a few records in a hundred",
} as const satisfies Card;
