// Custom metrics of the suite, and for each metric that a budget may use: its unit, and what counts its samples.

/** The suite's own metrics. `obcms_answers` and `obcms_checks` are counters, because k6's Rates pass when empty. */
export const customMetrics = {
  obcms_answers: "one per request, tagged with its outcome",
  obcms_checks: "one per check, tagged result:pass or result:fail",
  obcms_iterations_started: "one when a journey starts",
  obcms_iterations_completed: "one when a journey reached its end",
  obcms_iterations_failed: "one when a journey threw: k6 itself would not fail such a run",
  obcms_scheduling_lag: "a Trend: how much later than asked a pause of a journey ended, milliseconds",
} as const satisfies Record<string, string>;
export type CustomMetric = keyof typeof customMetrics;

/**
 * Metrics that budgets use. `samples` is the counter that guards it in k6: a Trend or Rate without samples passes
 * every threshold there, a counter evaluates as 0 and fails `count>=N`. `keeps` names the tags the guard shares.
 */
export const budgetMetrics = {
  http_req_duration: {
    unit: "ms",
    samples: "http_reqs",
    keeps: ["card", "access", "name", "expected_response"],
  },
  http_req_failed: { unit: "rate", samples: "http_reqs", keeps: ["card", "access", "name"] },
  checks: { unit: "rate", samples: "obcms_checks", keeps: ["card"] },
  obcms_answers: { unit: "count", samples: "http_reqs", keeps: ["card", "access", "name"] },
  obcms_iterations_failed: { unit: "count", samples: "obcms_iterations_started", keeps: ["card"] },
  dropped_iterations: { unit: "count", samples: "obcms_iterations_started", keeps: ["scenario"] },
} as const satisfies Record<
  string,
  { unit: "ms" | "rate" | "count"; samples: string; keeps: readonly string[] }
>;
export type BudgetMetric = keyof typeof budgetMetrics;
