// Turns settings into the plan of a run. Pure: versions and what the target says of itself are handed in.

import { profiles } from "../../tests/performance/k6/catalogue/profiles.ts";
import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { settingNames } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Load, planLoad } from "../../tests/performance/k6/scenarios.ts";
import { sizeOf } from "../../tests/performance/k6/size.ts";
import { messageOf, Problem } from "../problem.ts";
import { PLAN_SCHEMA, type Plan } from "../result/plan.ts";
import { isSecret } from "./k6-environment.ts";

/** The load that settings ask for; throws a Problem naming what does not exist or is larger than the environment allows. */
export function loadOf({ values }: Resolved): Load {
  try {
    return planLoad(values);
  } catch (cause) {
    throw new Problem({
      what: "This run cannot be planned.",
      saw: messageOf(cause),
      fix: "see `obcms-perf run --help` and the environment file",
      exit: "usage",
      cause,
    });
  }
}

export function makePlan(
  facts: Pick<Plan, "id" | "command" | "target" | "generator" | "plannedSeconds">,
  { values, origins }: Resolved,
  load: Load,
): Plan {
  const { model } = profiles[values.profile as keyof typeof profiles];
  return {
    schema: PLAN_SCHEMA,
    ...facts,
    profile: values.profile,
    environment: values.environment,
    build: values.build,
    allowResidue: values.allowResidue,
    budgets: load.budgets,
    scenarios: Object.entries(load.scenarios).map(([name, scenario]) => {
      const { vus, seconds, iterations } = sizeOf(scenario);
      return {
        name,
        card: scenario.tags?.card ?? name,
        executor: scenario.executor,
        model,
        maxVus: vus,
        plannedSeconds: seconds,
        plannedIterations: iterations,
      };
    }),
    settings: Object.fromEntries(
      settingNames.map((name) => [name, { value: maskedValue(name, values[name]), origin: origins[name] }]),
    ),
  };
}

/** A secret's value is never shown, nor its length. */
export function maskedValue(name: (typeof settingNames)[number], value: unknown): unknown {
  if (!isSecret(name)) return value ?? null;
  return value === undefined ? null : "***";
}
