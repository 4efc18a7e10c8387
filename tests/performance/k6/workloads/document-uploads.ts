// Plan §4 under each profile. A virtual user keeps its documents in memory, so there are few; and each iteration moves some
// megabytes. Read by workloads.ts.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const documentUploadsWorkloads: Workloads = {
  ...standardProfiles({
    exec: "documentUploads",
    steered: "documentUploadsSteered",
    size: { baseline: 8, stress: 24, spike: 30, open: 30, breakpoint: 60, rate: 2, peakRate: 8 },
  }),
  mixed: readersAndWriters({
    readers: "documentUploadsReaders",
    writers: "documentUploadsWriters",
    vus: 5,
    rate: 2,
    secondsPerWrite: 10,
  }),
};
