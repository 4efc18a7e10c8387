// Plan, scenario 6, under each profile. Read by workloads.ts.

import type { Workloads } from "../workload.ts";
import { readersAndWriters, standardProfiles } from "./standard.ts";

export const calendarStreamsWorkloads: Workloads = {
  ...standardProfiles({
    exec: "calendarStreams",
    steered: "calendarStreamsSteered",
    size: { baseline: 10, stress: 30, spike: 40, open: 30, breakpoint: 80, rate: 1, peakRate: 6 },
  }),
  mixed: readersAndWriters({
    readers: "calendarStreamsPollers",
    writers: "calendarStreamsWriters",
    rate: 1,
    secondsPerWrite: 8,
  }),
};
