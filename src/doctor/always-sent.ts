// The headers that each request to a target carries, whoever sends it.

import { PROBE_HEADER } from "../../tests/performance/k6/catalogue/probe-header.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";

/** The bypass switch and the probe's secret, where they are set. */
export function alwaysSent(values: SettingValues): Record<string, string> {
  const { "bypass.header": header, "bypass.value": value, probeSecret } = values;
  return {
    ...(header === undefined || value === undefined ? {} : { [header]: value }),
    ...(probeSecret === undefined ? {} : { [PROBE_HEADER]: probeSecret }),
  };
}
