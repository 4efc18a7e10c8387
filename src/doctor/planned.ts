// The load that is planned, as if no throttle stood in its way and there were users enough: what the checks of limits and records compare with.

import { type CardName, cardNames } from "../../tests/performance/k6/catalogue/cards.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Load } from "../../tests/performance/k6/scenarios.ts";
import { vusOf } from "../../tests/performance/k6/size.ts";
import { loadOf } from "../run/make-plan.ts";

export type Planned = { readonly scenarios: Load["scenarios"]; readonly vus: number };

/** Undefined where there is no plan: the check `plan` says why. */
export function plannedLoad(values: SettingValues): Planned | undefined {
  const unhindered: SettingValues = {
    ...values,
    shareUsers: true,
    "throttles.burstPerMinute": undefined,
    "throttles.userPerHour": undefined,
    "throttles.anonPerHour": undefined,
  };
  try {
    const { scenarios } = loadOf({ values: unhindered, origins: {} as never, problems: [] });
    return { scenarios, vus: vusOf(scenarios) };
  } catch {
    return undefined;
  }
}

export function cardOf({ tags }: Load["scenarios"][string]): CardName | undefined {
  return cardNames.find((card) => card === tags?.card);
}
