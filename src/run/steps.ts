// Which steps a run has around its load, by its settings. A table in the order in which they are done.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { type StepName, stepNames } from "../result/steps.ts";

/** `by`: who does it. The tool before k6 starts or after it ended, or k6 itself in setup(). */
export const steps = {
  audit_before: { by: "tool", isWanted: () => true },
  flush_queue: { by: "tool", isWanted: ({ flushQueue }) => flushQueue },
  flush_cache: { by: "tool", isWanted: ({ flushCache }) => flushCache },
  warm_cache: { by: "k6", isWanted: ({ warmCache }) => warmCache },
  load: { by: "k6", isWanted: () => true },
  audit_after: { by: "tool", isWanted: () => true },
} as const satisfies Record<StepName, { by: "tool" | "k6"; isWanted: (values: SettingValues) => boolean }>;

export function plannedSteps(values: SettingValues): StepName[] {
  return stepNames.filter((name) => steps[name].isWanted(values));
}
