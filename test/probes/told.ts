// What a run tells its probes, for tests of one alone.

import type { About } from "../../src/probes/probe.ts";
import { openTasks } from "../../src/probes/tasks.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";

export function tell(): About & { readonly tasks: ReturnType<typeof openTasks> } {
  return { k6Pid: () => undefined, targetPids: {}, tasks: openTasks(), offerStorage: () => {} };
}

/** Settings of a probe and no others. */
export function settings(values: Partial<SettingValues>): SettingValues {
  return { "probes.queue": "celery", "probes.workerZone": "Asia/Manila", ...values } as SettingValues;
}
