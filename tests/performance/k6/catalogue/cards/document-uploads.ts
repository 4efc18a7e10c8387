// Plan §4: the card of the scenario. Read by cards.ts.

import type { Card } from "../card.ts";

/** A file above 50 MB goes out once in so many iterations. */
export const ITERATIONS_PER_LARGE_FILE = 20;

export const documentUploadsCard = {
  section: 4,
  title: "File Upload and Document Processing",
  priority: "MEDIUM",
  complexity: "Complex",
  dependencies: ["document upload endpoints", "storage adapters", "virus scanning hooks"],
  prerequisites: [
    "target_reachable",
    "credentials_api_client",
    "throttles",
    "upload_limits",
    "synthetic_documents",
    "temporary_storage",
  ],
  weight: 1,
  weightReason: "a document is filed with a few records in a hundred",
  pauseSeconds: 3.7,
  requests: {
    document_list: 1,
    document_statistics: 1,
    // Two documents; a target that processes them later is asked for their metadata more often.
    document_upload: 2,
    document_detail: 2,
    document_download: 2,
    document_delete: 2,
    document_gone: 2,
    document_upload_wrong_type: 1,
    document_upload_empty: 1,
    document_upload_too_large: 1 / ITERATIONS_PER_LARGE_FILE,
    document_upload_infected: 1,
  },
  warmUp: { document_list: [{ search: "perf", ordering: "-created_at" }] },
} as const satisfies Card;
