// The closed list of reasons for which a run is not a PASS, each with what to do about it.
// A new one is a row here, a rule under rules/ and a case in the corpus of worthless runs.

import type { Reason, VerdictState } from "./verdict.ts";

export const reasons = {
  k6_failed: {
    state: "INVALID",
    means: "k6 stopped with an error of its own",
    advice: "read k6.log in the run folder",
  },
  artefacts_defective: {
    state: "INVALID",
    means: "files of the run are missing, cut short or do not add up",
    advice: "run again; if it happens again, check the disk and k6.log",
  },
  nothing_finished: {
    state: "INVALID",
    means: "no iteration of a scenario reached its end",
    advice: "check that the target answers at all, then whether one iteration fits into the duration",
  },
  cut_off: {
    state: "INVALID",
    means: "iterations were cut off at the end, and k6 records no request that it cuts off",
    advice: "look for requests that hang; if iterations really take that long, raise --graceful-stop",
  },
  iterations_threw: {
    state: "INVALID",
    means: "journeys threw, so their remaining steps were never run",
    advice: "read the first error in k6.log: a journey met an answer that it could not use",
  },
  throttled: {
    state: "INVALID",
    means: "the target's throttle was measured, not the target",
    advice: "raise the target's throttle rates, use more users, or plan a lower rate",
  },
  signed_out: {
    state: "INVALID",
    means: "answers were login pages: nobody was signed in",
    advice: "check the personas' passwords and whether the target keeps its sessions",
  },
  load_not_delivered: {
    state: "INVALID",
    means: "planned iterations were dropped, so percentiles have no upper bound",
    advice: "give it more virtual users (--vus) or a lower rate (--rate): a slow target needs more of them",
  },
  empty_threshold: {
    state: "INVALID",
    means: "a threshold selected no sample at all, for example by a mistyped tag",
    advice: "check the spelling of its tags, or remove the threshold",
  },
  no_samples: {
    state: "INVALID",
    means: "a budget had nothing to judge",
    advice: "check that the journeys send such requests, and the spelling of the budget's tags",
  },
  budget_broken: {
    state: "FAIL",
    means: "a budget's limit is broken",
    advice: "the report's endpoint table names what was slow or wrong, its charts when it began",
  },
  threshold_crossed: {
    state: "FAIL",
    means: "a threshold that is no budget of the catalogue was crossed",
    advice: "read where the suite adds it, and make it a budget with a reason",
  },
  no_answer: {
    state: "FAIL",
    means: "requests got no answer within the time-out",
    advice: "look at the target's log at that time: it hung, refused connections or was down",
  },
  interrupted: {
    state: "INCONCLUSIVE",
    means: "the run was stopped before its planned end",
    advice: "run it again to its end",
  },
  too_few_samples: {
    state: "INCONCLUSIVE",
    means: "a budget has fewer samples than its minimum",
    advice: "run longer, or with more virtual users",
  },
} as const satisfies Record<string, { state: Exclude<VerdictState, "PASS">; means: string; advice: string }>;

export type ReasonName = keyof typeof reasons;

/** A reason of this run: `sentence` has the figures in it. */
export function because(name: ReasonName, sentence: string): Reason {
  const { state, advice } = reasons[name];
  return { name, state, sentence, advice };
}
