// How large a load is, and whether its environment allows it.

import type { Scenario } from "k6/options";
import type { RateStage } from "./catalogue/arrivals.ts";
import type { SettingValues } from "./catalogue/settings.ts";

/** Throws one error with everything that is larger than the settings `caps.…` allow. */
export function requireWithinCaps(scenarios: Record<string, Scenario>, settings: SettingValues): void {
  const asked = Object.values(scenarios).map(sizeOf);
  const total = (pick: (size: Size) => number): number => asked.reduce((sum, size) => sum + pick(size), 0);
  const problems = [
    over(
      "virtual users",
      total(({ vus }) => vus),
      settings["caps.vus"],
      "caps.vus",
    ),
    over(
      "iterations per second",
      total(({ rate }) => rate),
      settings["caps.rate"],
      "caps.rate",
    ),
    over(
      "seconds",
      Math.max(...asked.map(({ seconds }) => seconds)),
      settings["caps.durationSeconds"],
      "caps.durationSeconds",
    ),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0)
    throw new Error(`the run is larger than this environment allows: ${problems.join("; ")}`);
}

/**
 * Virtual users of all scenarios together, as their numbers go: from 1 to this. Where instances of k6 run a segment of
 * the test each, numbers are dealt out to them in turn, and each has its part of every scenario, rounded up at most.
 */
export function vusOf(scenarios: Record<string, Scenario>, instances = 1): number {
  const parts = Object.values(scenarios).map((scenario) => Math.ceil(sizeOf(scenario).vus / instances));
  return instances * parts.reduce((sum, part) => sum + part, 0);
}

function over(what: string, asked: number, cap: number, setting: string): string | undefined {
  return asked > cap ? `${asked} ${what} asked, ${cap} allowed by ${setting}` : undefined;
}

export type Size = {
  readonly vus: number;
  /** Iterations per second at most; 0 in a closed model. */
  readonly rate: number;
  /** Without graceful stop; the longest that planned iterations may take. */
  readonly seconds: number;
  /** Null where time is planned, not a number of iterations. */
  readonly iterations: number | null;
};

/** How large a scenario is. Durations here are all written in seconds, `90s`. */
export function sizeOf(scenario: Scenario): Size {
  switch (scenario.executor) {
    case "shared-iterations": {
      const { vus = 1, iterations = 1, maxDuration = "0s" } = scenario;
      return { vus, rate: 0, seconds: parseFloat(maxDuration), iterations };
    }
    case "per-vu-iterations": {
      const { vus = 1, iterations = 1, maxDuration = "0s" } = scenario;
      return { vus, rate: 0, seconds: parseFloat(maxDuration), iterations: vus * iterations };
    }
    case "constant-vus":
      return { vus: scenario.vus ?? 1, rate: 0, seconds: parseFloat(scenario.duration), iterations: null };
    case "ramping-vus":
      return {
        vus: Math.max(scenario.startVUs ?? 1, ...scenario.stages.map((stage) => stage.target)),
        rate: 0,
        seconds: secondsOf(scenario.stages),
        iterations: null,
      };
    case "constant-arrival-rate":
      return {
        vus: scenario.maxVUs ?? scenario.preAllocatedVUs,
        rate: scenario.rate,
        seconds: parseFloat(scenario.duration),
        iterations: null,
      };
    case "ramping-arrival-rate":
      return {
        vus: scenario.maxVUs ?? scenario.preAllocatedVUs,
        rate: Math.max(...scenario.stages.map((stage) => stage.target)),
        seconds: secondsOf(scenario.stages),
        iterations: null,
      };
    default:
      throw new Error(`executor ${(scenario as Scenario).executor} has no size rule in size.ts`);
  }
}

function secondsOf(stages: readonly { readonly duration: string }[]): number {
  return stages.reduce((sum, { duration }) => sum + parseFloat(duration), 0);
}

/** Open: iterations arrive at a rate of their own. Closed: a virtual user starts one when it has ended the last. */
export function modelOf({ executor }: Scenario): "closed" | "open" {
  return executor.endsWith("-arrival-rate") ? "open" : "closed";
}

/** The rate of an open scenario over time; empty in a closed model. Every timeUnit here is a second. */
export function rateStagesOf(scenario: Scenario): RateStage[] {
  if (scenario.executor === "constant-arrival-rate") {
    const { rate, duration } = scenario;
    return [{ seconds: parseFloat(duration), from: rate, to: rate }];
  }
  if (scenario.executor !== "ramping-arrival-rate") return [];
  const targets = [scenario.startRate ?? 0, ...scenario.stages.map(({ target }) => target)];
  return scenario.stages.map(({ target, duration }, index) => ({
    seconds: parseFloat(duration),
    from: targets[index] ?? 0,
    to: target,
  }));
}
