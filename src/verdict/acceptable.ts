// Which reasons a risk acceptance may cover, and why or why not: one row for each reason, so that a new one must say.
// A promise that is broken by a known amount can be borne for a while; a run that did not measure cannot.

import type { BudgetMetric } from "../../tests/performance/k6/catalogue/metrics.ts";
import type { ReasonName } from "./reasons.ts";

type Row = { readonly acceptable: boolean; readonly why: string };

/** Of every INVALID reason. */
const PROVES_NOTHING = "the run proves nothing, so nobody knows what would be accepted: run again";
/** Of every INCONCLUSIVE reason. */
const TOO_LITTLE = "too little was measured, and measuring it is cheaper than a risk: run again, longer";

const proofless: Row = { acceptable: false, why: PROVES_NOTHING };
const unmeasured: Row = { acceptable: false, why: TOO_LITTLE };

export const acceptable = {
  k6_failed: proofless,
  artefacts_defective: proofless,
  nothing_finished: proofless,
  cut_off: proofless,
  iterations_threw: proofless,
  throttled: proofless,
  signed_out: proofless,
  generator_overloaded: proofless,
  load_not_delivered: proofless,
  no_upper_bound: proofless,
  empty_threshold: proofless,
  no_samples: proofless,
  breaking_point: {
    acceptable: false,
    why: "a breakpoint run looks for the rate at which a budget breaks; it is no evidence for a merge",
  },
  ended_by_budget: {
    acceptable: false,
    why: "the run ended there: what the rest of it would have shown is not known",
  },
  budget_broken: {
    acceptable: true,
    why: "one figure is beyond one limit by an amount that was measured, so a ceiling can bound it",
  },
  endpoint_failing: {
    acceptable: false,
    why: "an endpoint that answers wrongly is a defect with no figure to bound; the catalogue's `broken` leaves it out, by review",
  },
  threshold_crossed: {
    acceptable: false,
    why: "it is no budget: nobody said what it promises, nor from how many samples on",
  },
  no_answer: {
    acceptable: false,
    why: "requests without an answer have no latency, so the other figures are better than the target was",
  },
  interrupted: unmeasured,
  time_ran_out: unmeasured,
  budget_undecided: unmeasured,
  not_measured: unmeasured,
  too_few_samples: unmeasured,
} as const satisfies Record<ReasonName, Row>;

/** Metrics whose budgets cannot be accepted, and why: no amount of them is a risk that somebody may bear. */
export const neverAcceptable: Partial<Readonly<Record<BudgetMetric, string>>> = {
  dropped_iterations: "what was never sent makes every latency look better than it was",
  obcms_iterations_failed: "the steps after the one that threw were never measured",
  obcms_answers:
    "it counts answers of a throttle or a login page, which measure something else, or what a refusal let through",
};
