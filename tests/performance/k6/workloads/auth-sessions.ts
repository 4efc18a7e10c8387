// Plan §5 under each profile. Read by workloads.ts. A round signs in twice, and may try a wrong password five times; at 250 ms
// of CPU for each, two cores of the target bear about one round a second that locks an account, and four that do not.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const authSessionsWorkloads: Workloads = {
  ...standardProfiles({
    exec: "authSessions",
    steered: "authSessionsSteered",
    size: { baseline: 5, stress: 12, spike: 18, open: 20, breakpoint: 60, rate: 1, peakRate: 6 },
  }),
  mixed: readersAndWriters({
    readers: "authSessionsRefreshers",
    writers: "authSessionsVisitors",
    vus: 5,
    rate: 1,
    secondsPerWrite: 12,
  }),
};
