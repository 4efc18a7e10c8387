// Plan §1 under each profile. Read by workloads.ts.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const apiCrudWorkloads: Workloads = {
  ...standardProfiles({ exec: "apiCrud", steered: "apiCrudSteered" }),
  mixed: readersAndWriters({ readers: "apiCrudReaders", writers: "apiCrudWriters", secondsPerWrite: 10 }),
};
