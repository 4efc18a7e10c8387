// Plan §7 under each profile. Few people see these pages, and each page weighs as much as ten others. Read by workloads.ts.

import type { Workload, Workloads } from "../workload.ts";
import { constantUsers, rateOf, standardProfiles } from "./standard.ts";

/** A round of filters takes about as long as its eight pages: a second when idle, ten when the target is full. */
const SECONDS_PER_FILTERING = 10;

/** Dashboards that refresh as virtual users, and filtering at an arrival rate: do they hinder each other? */
const mixed: Workload = (wish) => {
  const { durationSeconds = 300 } = wish;
  const rate = rateOf(wish, 1);
  return [
    ...constantUsers("executiveAnalyticsRefreshers", { ...wish, durationSeconds }, 5).map((part) => ({
      ...part,
      role: "refreshers",
    })),
    {
      role: "filterers",
      exec: "executiveAnalyticsFilterers",
      executor: "constant-arrival-rate",
      timeUnit: "1s",
      rate,
      duration: `${durationSeconds}s`,
      preAllocatedVUs: rate * SECONDS_PER_FILTERING,
      maxVUs: rate * SECONDS_PER_FILTERING,
    },
  ];
};

export const executiveAnalyticsWorkloads: Workloads = {
  ...standardProfiles({
    exec: "executiveAnalytics",
    steered: "executiveAnalyticsSteered",
    size: { baseline: 5, stress: 20, spike: 24, open: 20, breakpoint: 60, rate: 1, peakRate: 4 },
  }),
  mixed,
};
