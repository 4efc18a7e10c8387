// Whether the target's throttles leave room for what is planned. Called by checks.ts.

import type { SettingValues } from "../../../tests/performance/k6/catalogue/settings.ts";
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
  if (told.state !== "not_set")
    return byConfiguration(subject, ({ throttleRates }) => judge(values, throttleRates));
  const set = throttleNames.filter((name) => values[name] !== undefined);
  return set.length === 0
    ? skipped(`the settings throttles.… tell none; ${untold(told).saw}`, untold(told).fix)
    : ok(
        `by the settings alone, as the plan was looked at: ${set.map((name) => `${name} ${values[name]}`).join(", ")}`,
      );
}

type Rates = Readonly<Record<string, string | null>>;

function judge(values: SettingValues, rates: Rates): Finding {
  const planned = plannedLoad(values);
  if (planned === undefined) return skipped("there is no plan to compare the target's throttles with");
  const allowed = allowedBy(rates);
  const met = metThrottles(planned.scenarios, cardOf, { ...values, ...allowed });
  const saw = throttleNames.map((name) => scopeText(name, rates)).join(", ");
  if (met.length > 0)
    return failed(
      `the target allows ${saw}\n${met.join("\n")}`,
      "raise DEFAULT_THROTTLE_RATES in the target's settings, or plan less",
    );
  const other = throttleNames.filter((name) => values[name] !== undefined && values[name] !== allowed[name]);
  return other.length === 0
    ? ok(`no 429 is to come: the target allows ${saw}`)
    : warning(
        `no 429 is to come, but the settings say otherwise than the target: ${other.map((name) => `${name} ${values[name]}, and there ${scopeText(name, rates)}`).join("; ")}`,
        "correct the settings throttles.…: the plan is looked at by them",
      );
}

function scopeText(name: ThrottleName, rates: Rates): string {
  const { scope } = scopes[name];
  return `${scope} ${rates[scope] ?? "without a limit"}`;
}

function allowedBy(rates: Rates): Record<ThrottleName, number | undefined> {
  const of = (name: ThrottleName): number | undefined =>
    allowedIn(rates[scopes[name].scope], scopes[name].seconds);
  return {
    "throttles.burstPerMinute": of("throttles.burstPerMinute"),
    "throttles.userPerHour": of("throttles.userPerHour"),
    "throttles.anonPerHour": of("throttles.anonPerHour"),
  };
}

const periods: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Requests in `seconds` where the rate is `60/min`; REST framework looks at the period's first letter only. */
function allowedIn(rate: string | null | undefined, seconds: number): number | undefined {
  const [, times, period = ""] = /^(\d+)\/(\w)/.exec(rate ?? "") ?? [];
  const length = periods[period];
  return times === undefined || length === undefined ? undefined : (Number(times) * seconds) / length;
}
