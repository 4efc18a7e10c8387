// What was planned before k6 started, `plan.json`: with the other files of the folder it is enough to judge a run again.

import type { Budget } from "../../tests/performance/k6/catalogue/budgets.ts";
import type { Result, ScenarioResult } from "./result.ts";

export const PLAN_SCHEMA = "obcms-perf/plan/1";

export type PlannedScenario = Pick<
  ScenarioResult,
  "name" | "card" | "executor" | "model" | "maxVus" | "plannedSeconds" | "plannedIterations"
>;

export type Plan = {
  readonly schema: typeof PLAN_SCHEMA;
  readonly id: string;
  readonly profile: string;
  readonly environment: string;
  readonly build: string;
  readonly command: string;
  readonly allowResidue: boolean;
  readonly target: Result["target"];
  readonly generator: Result["generator"];
  readonly budgets: readonly Budget[];
  readonly scenarios: readonly PlannedScenario[];
  /** Longest time that k6 may take, graceful stop included, seconds. */
  readonly plannedSeconds: number;
  /** Effective settings by name with where each came from; secrets are masked. */
  readonly settings: Readonly<Record<string, { readonly value: unknown; readonly origin: string }>>;
};
