// Plan §5 under each profile. Read by workloads.ts. A round signs in twice, and tries five wrong passwords while there are
// throw-away accounts; each costs the target 250 ms of CPU, so two cores bear one such round a second, and four without
// locks. Held rates stay below that; stress, spike and breakpoint go up to it and beyond, which is what they are for.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const authSessionsWorkloads: Workloads = {
  ...standardProfiles({
    exec: "authSessions",
    steered: "authSessionsSteered",
    size: { baseline: 5, stress: 12, spike: 18, open: 20, breakpoint: 60, rate: 1, peakRate: 4 },
  }),
  mixed: readersAndWriters({
    readers: "authSessionsRefreshers",
    writers: "authSessionsVisitors",
    vus: 5,
    rate: 1,
    secondsPerWrite: 12,
  }),
};
