// Plan §4: the budgets of this card alone: how long a document takes, and what must never go wrong with one.
// Read by budgets/of-card.ts.

import type { CardBudgets, OwnBudget } from "../budget.ts";
import { type DocumentAspect, documentAspectNames, documentAspects } from "../document-aspects.ts";
import { SAMPLES_FOR_P95 } from "../sample-sizes.ts";
import { faultBudget } from "./fault-budget.ts";

/** Each question has one right answer: ten rounds in which none is wrong are enough to say so. */
const ROUNDS = 10;

const needs = ["document_upload"] as const;
/** Documents of one iteration. */
const perIteration = 2;

/** A rejection needs no document. */
function aspectBudget(aspect: DocumentAspect): OwnBudget {
  return faultBudget({
    id: `document_uploads_${aspect}_faults`,
    metric: "obcms_document_checks",
    aspect,
    perIteration,
    rounds: ROUNDS,
    ...(aspect !== "rejection" && { needs }),
    reason: `plan §4: response codes, processing and generated metadata: ${documentAspects[aspect]}`,
  });
}

export const documentUploadsBudgets: CardBudgets = {
  endpointLatency: {
    document_download: {
      limit: 500,
      reason: "plan §1: the limit of a read, which it is to whoever waits for it",
    },
    document_upload_too_large: {
      limit: 2000,
      reason: "OBCMS reads 50 MB in full before it refuses them: 270 to 340 ms on an idle machine",
    },
  },
  own: [
    {
      id: "document_uploads_ready_p95",
      metric: "obcms_document_ready_ms",
      statistic: "p(95)",
      operator: "<",
      limit: 2000,
      minSamples: SAMPLES_FOR_P95,
      perIteration,
      needs,
      reason:
        "plan §4: end-to-end processing duration; a write and a read of plan §1 take 1.2 s at most, the rest is for processing, of which OBCMS has none",
    },
    {
      id: "document_uploads_upload_failed",
      metric: "http_req_failed",
      where: { name: "document_upload" },
      statistic: "rate",
      operator: "<",
      limit: 0.01,
      minSamples: SAMPLES_FOR_P95,
      reason:
        "plan §4: http_req_failed < 1 %, of the uploads alone: among seven times as many other requests 6 % of them would pass",
    },
    ...documentAspectNames.map(aspectBudget),
    {
      id: "document_uploads_storage_left",
      metric: "obcms_storage_left_bytes",
      statistic: "max",
      operator: "<",
      limit: 1,
      minSamples: 1,
      perIteration: 1,
      needs,
      reason:
        "plan §4: temporary storage; OBCMS's deletion leaves each file on its disk, so the run has it emptied, and nothing may be left",
    },
  ],
};
