// The closed list of reasons for which a run is not a PASS. A new one is a row here, in judge.ts and in the corpus.

import type { VerdictState } from "./verdict.ts";

export const reasons = {
  k6_failed: { state: "INVALID", means: "k6 stopped with an error of its own" },
  artefacts_defective: {
    state: "INVALID",
    means: "files of the run are missing, cut short or do not add up",
  },
  nothing_finished: { state: "INVALID", means: "no iteration of a scenario reached its end" },
  cut_off: {
    state: "INVALID",
    means: "iterations were cut off at the end, and k6 records no request that it cuts off",
  },
  iterations_threw: { state: "INVALID", means: "journeys threw, so their remaining steps were never run" },
  throttled: { state: "INVALID", means: "the target's throttle was measured, not the target" },
  signed_out: { state: "INVALID", means: "answers were login pages: nobody was signed in" },
  load_not_delivered: {
    state: "INVALID",
    means: "planned iterations were dropped, so percentiles have no upper bound",
  },
  empty_threshold: {
    state: "INVALID",
    means: "a threshold selected no sample at all, for example by a mistyped tag",
  },
  no_samples: { state: "INVALID", means: "a budget had nothing to judge" },
  budget_broken: { state: "FAIL", means: "a budget's limit is broken" },
  threshold_crossed: { state: "FAIL", means: "a threshold that is no budget of the catalogue was crossed" },
  no_answer: { state: "FAIL", means: "requests got no answer within the time-out" },
  interrupted: { state: "INCONCLUSIVE", means: "the run was stopped before its planned end" },
  too_few_samples: { state: "INCONCLUSIVE", means: "a budget has fewer samples than its minimum" },
} as const satisfies Record<string, { state: Exclude<VerdictState, "PASS">; means: string }>;

export type ReasonName = keyof typeof reasons;
