// Turns settings into the plan of a run. Pure: versions and what the target says of itself are handed in.

import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import { cardNames, cards } from "../../tests/performance/k6/catalogue/cards.ts";
import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { whyLeftOut } from "../../tests/performance/k6/catalogue/left-out.ts";
import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { type SettingValues, settingNames } from "../../tests/performance/k6/catalogue/settings.ts";
import { PROBE_ROLE } from "../../tests/performance/k6/catalogue/tags.ts";
import { type Load, optionsFor, planLoad } from "../../tests/performance/k6/scenarios.ts";
import { modelOf, rateStagesOf, sizeOf } from "../../tests/performance/k6/size.ts";
import { messageOf, Problem } from "../problem.ts";
import { PLAN_SCHEMA, type Plan } from "../result/plan.ts";
import { isSecret } from "./k6-environment.ts";
import { plannedIterations } from "./planned-iterations.ts";
import { plannedSteps } from "./steps.ts";

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
  facts: Pick<Plan, "id" | "command" | "target" | "generator" | "fingerprint" | "plannedSeconds">,
  { values, origins }: Resolved,
  load: Load,
): Plan {
  return {
    schema: PLAN_SCHEMA,
    ...facts,
    profile: values.profile,
    environment: values.environment,
    build: values.build,
    leftOut: leftOut(load, values),
    tags: optionsFor(load, { ...values, runId: facts.id }).tags ?? {},
    steps: plannedSteps(values),
    budgets: load.budgets,
    scenarios: Object.entries(load.scenarios).map(([name, scenario]) => {
      const { vus, seconds } = sizeOf(scenario);
      return {
        name,
        card: cardOf(scenario) ?? name,
        ...(scenario.tags?.role === PROBE_ROLE ? { isProbe: true as const } : {}),
        executor: scenario.executor,
        model: modelOf(scenario),
        maxVus: vus,
        plannedSeconds: seconds,
        rateStages: rateStagesOf(scenario),
        planned: plannedIterations(scenario),
      };
    }),
    settings: Object.fromEntries(
      settingNames.map((name) => [name, { value: maskedValue(name, values[name]), origin: origins[name] }]),
    ),
  };
}

/** What the chosen scenarios would call, had OBCMS, the settings or the personas allowed it. */
function leftOut({ scenarios }: Load, values: SettingValues): Plan["leftOut"] {
  const chosen = new Set(Object.values(scenarios).map(cardOf));
  return cardNames
    .filter((name) => chosen.has(name))
    .flatMap((name) => Object.keys((cards[name] as Card).requests ?? {}) as EndpointName[])
    .flatMap((endpoint) => {
      const leftOut = whyLeftOut(endpoint, values);
      return leftOut === undefined ? [] : [{ endpoint, ...leftOut }];
    });
}

/** The card that a k6 scenario loads, or watches. */
function cardOf({ tags }: Load["scenarios"][string]): string | undefined {
  return tags?.card ?? tags?.probe_of;
}

/** A secret's value is never shown, nor its length. */
export function maskedValue(name: (typeof settingNames)[number], value: unknown): unknown {
  if (!isSecret(name)) return value ?? null;
  return value === undefined ? null : "***";
}
