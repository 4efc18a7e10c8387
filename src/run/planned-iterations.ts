// How many iterations an executor is to start.

import { arrivalsIn } from "../../tests/performance/k6/catalogue/arrivals.ts";
import type { Load } from "../../tests/performance/k6/scenarios.ts";
import { parseDuration } from "./duration.ts";

type Scenario = Load["scenarios"][string];

/**
 * Iterations that k6 will start if nothing holds it up; null where only time and virtual users are planned. For a rate
 * it is the area below it: k6 goes from one stage's target to the next in a straight line, and starts an iteration
 * whenever the area reaches the next whole number (lib/executor/ramping_arrival_rate.go, cal). A constant rate starts
 * its first at once, hence up to one more.
 */
export function plannedIterations(scenario: Scenario): number | null {
  switch (scenario.executor) {
    case "shared-iterations":
      return scenario.iterations ?? 1;
    case "per-vu-iterations":
      return (scenario.vus ?? 1) * (scenario.iterations ?? 1);
    case "constant-arrival-rate":
      return whole((scenario.rate * seconds(scenario.duration)) / seconds(scenario.timeUnit ?? "1s"));
    case "ramping-arrival-rate": {
      let from = scenario.startRate ?? 0;
      let area = 0;
      for (const { target, duration } of scenario.stages) {
        area += arrivalsIn({ seconds: seconds(duration), from, to: target });
        from = target;
      }
      return whole(area / seconds(scenario.timeUnit ?? "1s"));
    }
    default:
      return null;
  }
}

/** Twelve digits: 0.1 × 30 is 3.0000000000000004, and must not lose or gain an iteration. */
function whole(iterations: number): number {
  return Math.floor(Number(iterations.toPrecision(12)));
}

/** Throws for a text that is no duration: a plan with a wrong number would judge a run wrongly. */
function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`${JSON.stringify(duration)} is no duration`);
  return parsed;
}
