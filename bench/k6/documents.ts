// Run by bench/documents.ts: each virtual user makes its documents, files one, fetches it, compares and removes it, all at once.

import type { Options } from "k6/options";
import { fileDocument } from "../../tests/performance/k6/journeys/document-uploads/file.ts";
import type { Dataset } from "../../tests/performance/k6/lib/dataset.ts";
import { iterate } from "../../tests/performance/k6/lib/metrics.ts";

export const options: Options = {
  scenarios: {
    bench: {
      executor: "per-vu-iterations",
      exec: "work",
      vus: Number(__ENV.BENCH_VUS),
      iterations: 3,
      maxDuration: "300s",
    },
  },
  noCookiesReset: true,
  maxRedirects: 0,
  // A journey that gave up early would pass for one that needs little.
  thresholds: { obcms_document_checks: [`count>=${4 * 3 * Number(__ENV.BENCH_VUS)}`] },
};

export function setup(): Pick<Dataset, "storageBytes"> {
  return { storageBytes: 0 };
}

export function work(dataset: Dataset): void {
  iterate(() => fileDocument(dataset));
}
