// The load profiles by name: what each is for, and whether its load is closed (users wait) or open (work arrives).
// scenarios.ts gives each card its executors per profile.

export const profiles = {
  smoke: {
    model: "closed",
    purpose: "about a minute: does everything answer rightly, and are the budgets in reach",
  },
  baseline: {
    model: "closed",
    purpose: "constant virtual users: the figure that later runs are compared with",
  },
  stress: {
    model: "closed",
    purpose: "virtual users in four steps up to a peak: where does it begin to give way",
  },
  spike: {
    model: "closed",
    purpose: "a sixth of the peak, then all of it at once, then back: does it recover",
  },
  soak: { model: "open", purpose: "a ramp to an arrival rate that is held: endurance" },
} as const satisfies Record<string, { model: "closed" | "open"; purpose: string }>;

export type ProfileName = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as ProfileName[];
