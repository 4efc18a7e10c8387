// What was planned before k6 started, `plan.json`: with the other files of the folder it is enough to judge a run again.

import type { RateStage } from "../../tests/performance/k6/catalogue/arrivals.ts";
import type { Budget } from "../../tests/performance/k6/catalogue/budgets.ts";
import type { LeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { Result, ScenarioResult } from "./result.ts";
import type { StepName } from "./steps.ts";

export const PLAN_SCHEMA = "obcms-perf/plan/2";

export type PlannedScenario = Pick<
  ScenarioResult,
  "name" | "card" | "isProbe" | "executor" | "model" | "maxVus" | "plannedSeconds" | "planned"
> & {
  /** The arrival rate over time; empty in a closed model. */
  readonly rateStages: readonly RateStage[];
};

export type Plan = {
  readonly schema: typeof PLAN_SCHEMA;
  readonly id: string;
  readonly profile: string;
  readonly environment: string;
  readonly build: string;
  readonly command: string;
  /** Rows of the chosen scenarios that the run does not call, each with its reason. */
  readonly leftOut: readonly ({ readonly endpoint: string } & LeftOut)[];
  /** As k6 puts them on each sample. */
  readonly tags: Readonly<Record<string, string>>;
  readonly target: Result["target"];
  /** What is known of the machine before the run. */
  readonly generator: Pick<Result["generator"], "k6Version" | "nodeVersion" | "os" | "cpus" | "toolRevision">;
  readonly fingerprint: Fingerprint | null;
  readonly budgets: readonly Budget[];
  readonly scenarios: readonly PlannedScenario[];
  /** Around the load, in their order. */
  readonly steps: readonly StepName[];
  /** Longest time that k6 may take, graceful stop included, seconds. */
  readonly plannedSeconds: number;
  /** Effective settings by name with where each came from; secrets are masked. */
  readonly settings: Readonly<Record<string, { readonly value: unknown; readonly origin: string }>>;
};
