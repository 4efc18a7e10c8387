// Whether the target's own limits leave room for what is planned. Called by checks.ts.

import type { Scenario } from "k6/options";
import { type SettingValues, settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { metThrottles } from "../../../tests/performance/k6/throttles.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import { cardOf, plannedLoad } from "../planned.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration, untold } from "../told.ts";

/** REST framework's scopes of OBCMS by the setting that stands for them, and the time that the setting counts in. */
const scopes = {
  "throttles.burstPerMinute": { scope: "burst", seconds: 60 },
  "throttles.userPerHour": { scope: "user", seconds: 3600 },
  "throttles.anonPerHour": { scope: "anon", seconds: 3600 },
} as const;
type ThrottleName = keyof typeof scopes;
const throttleNames = Object.keys(scopes) as ThrottleName[];

/** By the rates that the target tells; the check `plan` goes by those of the settings. */
export async function throttlesAreFar(subject: Subject): Promise<Finding> {
  const { values } = subject;
  const told = await subject.told();
  if (told.state === "not_set") {
    const set = throttleNames.filter((name) => values[name] !== undefined);
    return set.length === 0
      ? skipped(`the settings throttles.… tell none; ${untold(told).saw}`, untold(told).fix)
      : ok(
          `by the settings alone, as the plan was looked at: ${set.map((name) => `${name} ${values[name]}`).join(", ")}`,
        );
  }
  return byConfiguration(subject, ({ throttleRates }) => {
    const planned = plannedLoad(values);
    if (planned === undefined) return skipped("there is no plan to compare the target's throttles with");
    const rates = throttleNames.flatMap((name) => {
      const text = throttleRates[scopes[name].scope];
      const allowed = allowedIn(text, scopes[name].seconds);
      return text == null || allowed === undefined ? [] : [{ name, text, allowed }];
    });
    const known = Object.fromEntries(throttleNames.map((name) => [name, undefined]));
    const own = {
      ...values,
      ...known,
      ...Object.fromEntries(rates.map(({ name, allowed }) => [name, allowed])),
    };
    const met = metThrottles(
      planned.scenarios,
      (scenario: Scenario) => cardOf(scenario),
      own as SettingValues,
    );
    const saw = rates.map(({ name, text }) => `${scopes[name].scope} ${text}`).join(", ") || "no rates";
    if (met.length > 0)
      return failed(
        `the target allows ${saw}\n${met.join("\n")}`,
        "raise DEFAULT_THROTTLE_RATES in the target's settings, or plan less",
      );
    const other = rates.filter(({ name, allowed }) => values[name] !== undefined && values[name] !== allowed);
    return other.length > 0
      ? warning(
          `no 429 is to come, but the settings say otherwise than the target: ${other.map(({ name, text }) => `${name} ${values[name]}, and there ${text}`).join("; ")}`,
          "correct the settings throttles.…: the plan is looked at by them",
        )
      : ok(`no 429 is to come: the target allows ${saw}`);
  });
}

const periods: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Requests in `seconds` where the rate is `60/min`; REST framework looks at the period's first letter only. */
function allowedIn(rate: string | null | undefined, seconds: number): number | undefined {
  const [, times, period = ""] = /^(\d+)\/(\w)/.exec(rate ?? "") ?? [];
  const length = periods[period];
  return times === undefined || length === undefined ? undefined : (Number(times) * seconds) / length;
}

/** Of OBCMS's upload view itself, whatever Django is told. */
const VIEW_BYTES = 50 * 1024 * 1024;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export async function fitsUploads(subject: Subject): Promise<Finding> {
  const largest = subject.values["documents.capKb"] * 1000;
  if (largest > VIEW_BYTES)
    return failed(
      `documents of up to ${megabytes(largest)} are planned, and OBCMS refuses those above ${megabytes(VIEW_BYTES)}`,
      `plan smaller ones: ${settings["documents.capKb"].env}`,
    );
  return byConfiguration(subject, ({ upload: { memoryBytes, dataBytes } }) => {
    const planned = `documents of up to ${megabytes(largest)}; OBCMS takes ${megabytes(VIEW_BYTES)}`;
    if (memoryBytes === null) return ok(planned);
    const kept =
      largest <= memoryBytes
        ? `each lies in a worker's memory while it is sent (up to ${megabytes(memoryBytes)})`
        : `those above ${megabytes(memoryBytes)} go to a file while they are sent`;
    // Django counts fields here and not files, but a proxy or a view that reads the body itself does.
    return dataBytes !== null && dataBytes < largest
      ? warning(
          `${planned}, ${kept}; but a body may have ${megabytes(dataBytes)} where a view reads it whole`,
          "raise DATA_UPLOAD_MAX_MEMORY_SIZE on the target",
        )
      : ok(`${planned}, ${kept}`);
  });
}
