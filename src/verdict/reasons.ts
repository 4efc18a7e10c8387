// The closed list of reasons for which a run is not a PASS: what each means, what to do about it in general, and the
// function that says what to do about this run. A new one is a row here, a rule under rules/ and a case in the corpus.

import * as answers from "./advice/answers.ts";
import * as budgets from "./advice/budgets.ts";
import * as delivery from "./advice/delivery.ts";
import type { About, Advice } from "./advice/facts.ts";
import * as journeys from "./advice/journeys.ts";
import type { Reason, VerdictState } from "./verdict.ts";

type ReasonRow = {
  readonly state: Exclude<VerdictState, "PASS">;
  readonly means: string;
  /** What to do where nothing more is known of the run; stands in the documentation. */
  readonly remedy: string;
  /** What to do about this run, by what its user has done already; undefined where it has nothing to add. */
  readonly advice?: Advice;
};

export const reasons = {
  k6_failed: {
    state: "INVALID",
    means: "k6 stopped with an error of its own",
    remedy: "read k6.log in the run folder",
    advice: journeys.afterK6Failed,
  },
  artefacts_defective: {
    state: "INVALID",
    means: "files of the run are missing, cut short or do not add up",
    remedy: "run again; if it happens again, check the disk and k6.log",
  },
  nothing_finished: {
    state: "INVALID",
    means: "no iteration of a scenario reached its end",
    remedy: "check that the target answers at all, then whether one iteration fits into the duration",
    advice: journeys.afterNothingFinished,
  },
  cut_off: {
    state: "INVALID",
    means: "iterations were cut off at the end, and k6 records no request that it cuts off",
    remedy: "look for requests that hang; if iterations really take that long, raise --graceful-stop",
    advice: journeys.afterCutOff,
  },
  iterations_threw: {
    state: "INVALID",
    means: "journeys threw, so their remaining steps were never run",
    remedy: "read the first error in k6.log: a journey met an answer that it could not use",
    advice: journeys.afterThrowing,
  },
  throttled: {
    state: "INVALID",
    means: "the target's throttle was measured, not the target",
    remedy: "raise the target's throttle rates, use more users, or plan a lower rate",
    advice: answers.afterThrottling,
  },
  signed_out: {
    state: "INVALID",
    means: "answers were login pages: nobody was signed in",
    remedy: "check the personas' passwords and whether the target keeps its sessions",
    advice: answers.afterSigningOut,
  },
  generator_overloaded: {
    state: "INVALID",
    means: "k6 itself was late or short of processor time, so that latencies are partly its own",
    remedy: "give k6 a machine with processors to spare, or plan less load",
    advice: delivery.afterOverload,
  },
  load_not_delivered: {
    state: "INVALID",
    means: "planned iterations were dropped: what was measured is a lighter load than planned",
    remedy: "give it more virtual users (--vus) or a lower rate (--rate): a slow target needs more of them",
    advice: delivery.afterDropping,
  },
  no_upper_bound: {
    state: "INVALID",
    means: "so many planned requests were never sent that a latency budget has no upper bound",
    remedy: "deliver the planned rate: more virtual users (--vus) or a lower rate (--rate)",
    advice: delivery.afterDropping,
  },
  empty_threshold: {
    state: "INVALID",
    means: "a threshold selected no sample at all, for example by a mistyped tag",
    remedy: "check the spelling of its tags, or remove the threshold",
  },
  no_samples: {
    state: "INVALID",
    means: "a budget had nothing to judge",
    remedy: "check that the journeys send such requests, and the spelling of the budget's tags",
    advice: budgets.afterNoSamples,
  },
  breaking_point: {
    state: "FAIL",
    means: "a budget broke while the load rose, and the run was stopped there",
    remedy: "that is the answer of a breakpoint run: plan below that rate, or find what gave way",
  },
  ended_by_budget: {
    state: "FAIL",
    means: "a budget that was to end the run (abortOn) was broken, and k6 stopped there",
    remedy: "what it had measured until then stands in the report; mend that, and run it to its end",
  },
  budget_broken: {
    state: "FAIL",
    means: "a budget's limit is broken",
    remedy: "the report's endpoint table names what was slow or wrong, its charts when it began",
    advice: budgets.afterBreaking,
  },
  endpoint_failing: {
    state: "FAIL",
    means: "one endpoint answered wrongly, which a budget over all requests may not see",
    remedy: "look at its row in the report's endpoint table, and at the target's log",
    advice: answers.afterFailing,
  },
  threshold_crossed: {
    state: "FAIL",
    means: "a threshold that is no budget of the catalogue was crossed",
    remedy: "read where the suite adds it, and make it a budget with a reason",
  },
  no_answer: {
    state: "FAIL",
    means: "requests got no answer within the time-out",
    remedy: "look at the target's log at that time: it hung, refused connections or was down",
    advice: answers.afterSilence,
  },
  interrupted: {
    state: "INCONCLUSIVE",
    means: "the run was stopped before its planned end",
    remedy: "run it again to its end",
    advice: journeys.afterInterruption,
  },
  time_ran_out: {
    state: "INCONCLUSIVE",
    means:
      "the time for a fixed number of iterations ended before all were started: less was measured than planned",
    remedy:
      "give it more time (--duration) or more virtual users (--vus), or mend what makes an iteration slow",
    advice: delivery.afterRunningOut,
  },
  budget_undecided: {
    state: "INCONCLUSIVE",
    means: "for want of requests that were never sent, a latency may lie on either side of its limit",
    remedy: "deliver the planned rate: more virtual users (--vus) or a lower rate (--rate)",
    advice: delivery.afterDropping,
  },
  not_measured: {
    state: "INCONCLUSIVE",
    means: "a budget on what the target tells of itself has no data: it told nothing",
    remedy:
      "switch on what tells it: the settings overlay for Server-Timing, a probe for queue and workers, or for the data the database (databaseUrl)",
    advice: budgets.afterNotMeasuring,
  },
  too_few_samples: {
    state: "INCONCLUSIVE",
    means: "a budget has fewer samples than its minimum",
    remedy: "run longer, or with more virtual users",
    advice: budgets.afterTooFew,
  },
} as const satisfies Record<string, ReasonRow>;

export type ReasonName = keyof typeof reasons;

/** A reason of this run: `sentence` has the figures in it, `about` what its advice is to look at. */
export function because(name: ReasonName, about: About, sentence: string): Reason {
  const { state, remedy, advice }: ReasonRow = reasons[name];
  return { name, state, sentence, advice: advice?.(about) ?? remedy };
}
