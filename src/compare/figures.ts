// Which figures of a run are compared: every budget that was measured as one number, and of each endpoint what has enough
// samples. Percentiles of whole runs are taken as they are; samples of a run are never tested against another's, because
// they are not independent (a drift or a stall of the machine makes most such tests call two equal runs different).

import {
  SAMPLES_FOR_P95,
  SAMPLES_FOR_STATEMENTS,
} from "../../tests/performance/k6/catalogue/sample-sizes.ts";
import type { BudgetResult, EndpointResult, Result } from "../result/result.ts";
import type { Figure } from "./side.ts";

/** In the order of the result: budgets, then endpoints. */
export function figuresOf({ budgets, endpoints }: Pick<Result, "budgets" | "endpoints">): Figure[] {
  return [...budgets.flatMap(budgetFigure), ...endpoints.flatMap(endpointFigures)];
}

/** None where requests were dropped, since the figure is an interval then, and none of too few samples. */
function budgetFigure(budget: BudgetResult): Figure[] {
  const { id, unit, operator, measured, interval, samples, minSamples } = budget;
  if (measured === null || interval !== null || samples < minSamples) return [];
  return [
    { id: `budget ${id}`, unit, worse: operator === ">" ? "lower" : "higher", value: measured, samples },
  ];
}

function endpointFigures({ name, requests, outcomes, duration, split }: EndpointResult): Figure[] {
  const { expected } = outcomes;
  const of = (what: string): string => `endpoint ${name} ${what}`;
  const worse = "higher" as const;
  const latency = (what: "p50" | "p95", least: number): Figure[] => {
    const value = duration[what];
    return value === null || expected < least
      ? []
      : [{ id: of(what), unit: "ms", worse, value, samples: expected }];
  };
  return [
    ...latency("p50", SAMPLES_FOR_STATEMENTS),
    ...latency("p95", SAMPLES_FOR_P95),
    ...(requests < SAMPLES_FOR_P95
      ? []
      : [
          {
            id: of("failed"),
            unit: "rate" as const,
            worse,
            value: 1 - expected / requests,
            samples: requests,
          },
        ]),
    ...(split === undefined || split.answers < SAMPLES_FOR_STATEMENTS
      ? []
      : [
          {
            id: of("statements"),
            unit: "count" as const,
            worse,
            value: split.queries,
            samples: split.answers,
          },
        ]),
  ];
}
