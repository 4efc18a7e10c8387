// Plan §2 under each profile: people with open pages. Read by workloads.ts.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const htmxBurstsWorkloads: Workloads = {
  ...standardProfiles({ exec: "htmxBursts", steered: "htmxBurstsSteered" }),
  mixed: readersAndWriters({
    readers: "htmxBurstsReaders",
    writers: "htmxBurstsWriters",
    secondsPerWrite: 15,
    rate: 1,
  }),
};
