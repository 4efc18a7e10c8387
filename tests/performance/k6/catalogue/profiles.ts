// The load profiles by name and what each is for. workloads.ts gives each card its executors per profile; whether load
// is closed (users wait) or open (work arrives) is a property of an executor, so one profile may have both.

export const profiles = {
  smoke: { purpose: "about a minute: does everything answer rightly, and are the budgets in reach" },
  baseline: { purpose: "constant virtual users: the figure that later runs are compared with" },
  stress: { purpose: "virtual users in four steps up to a peak: where does it begin to give way" },
  spike: { purpose: "a sixth of the peak, then all of it at once, then back: does it recover" },
  soak: { purpose: "a ramp to an arrival rate that is held: endurance" },
  breakpoint: {
    purpose:
      "an arrival rate that rises to a peak, and ends at once when a budget breaks: how much is too much",
  },
  mixed: {
    purpose: "readers as virtual users and writers at an arrival rate, in one run: do they hinder each other",
  },
  controlled: {
    purpose:
      "virtual users that `obcms-perf scale`, `pause`, `resume` and `stop` steer while the run goes on",
  },
} as const satisfies Record<string, { purpose: string }>;

export type ProfileName = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as ProfileName[];
