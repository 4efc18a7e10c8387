// Plan §4: what must break which budget of documents.

import { type Mutant, waitingTogether } from "./mutant.ts";

const card = "document_uploads";
/** A target with a scanner: OBCMS has none. */
const scanned = { quirks: "none", settings: { mended: ["document_upload_infected"] } } as const;

export const documentUploadsMutants: readonly Mutant[] = [
  {
    title: "three uploads of a hundred answer 500",
    card,
    faults: ["error_rate=0.03@document_upload"],
    breaks: ["document_uploads_upload_failed"],
    // As many documents fewer are ready as are needed.
    alongside: ["too_few_samples"],
  },
  {
    title: "uploads take 800 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=800@document_upload"],
    breaks: ["document_uploads_write_p95"],
  },
  {
    title: "the list of documents takes 600 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=600@document_list"],
    breaks: ["document_uploads_read_p95"],
  },
  {
    title: "one list of documents in three is a 500",
    card,
    faults: ["error_rate=0.35@document_list"],
    breaks: ["document_uploads_failed", "document_uploads_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "documents are processed 2.5 s after their upload",
    card,
    flags: waitingTogether,
    faults: ["slow_processing=2500@document_upload"],
    breaks: ["document_uploads_ready_p95"],
  },
  {
    title: "one document in ten never gets ready",
    card,
    settings: { "documents.patienceSeconds": 1 },
    flags: waitingTogether,
    faults: ["stuck_upload=0.1@document_upload"],
    breaks: ["document_uploads_ready_faults"],
    // What never gets ready has no time.
    alongside: ["too_few_samples"],
  },
  {
    title: "one download in five has a byte changed",
    card,
    faults: ["corrupted_download=0.2@document_download"],
    breaks: ["document_uploads_content_faults"],
  },
  {
    title: "one upload in ten loses its last byte",
    card,
    faults: ["truncated_upload=0.1@document_upload"],
    breaks: ["document_uploads_metadata_faults", "document_uploads_content_faults"],
  },
  {
    title: "one deletion in three leaves the row, and so the file",
    card,
    faults: ["kept_row=0.3@document_delete"],
    breaks: [
      "document_uploads_removal_faults",
      "document_uploads_storage_left",
      "document_uploads_failed",
      "document_uploads_checks",
    ],
    alongside: ["endpoint_failing"],
  },
  {
    title: "files of whatever type and size are taken",
    card,
    faults: ["takes_any_file@document_upload"],
    breaks: ["document_uploads_rejection_faults", "document_uploads_failed", "document_uploads_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "the scanner of uploads is off",
    card,
    ...scanned,
    faults: ["scan_hook_off@document_upload"],
    breaks: ["document_uploads_rejection_faults", "document_uploads_failed", "document_uploads_checks"],
    alongside: ["endpoint_failing"],
  },
];
