// What a workflow run has to measure: by the event that started it, the schedule, or what was asked by hand. A table and one
// look-up; `ci plan` hands the answer to the workflow as variables, which are settings of `obcms-perf run`.

import { type CardName, cardNames } from "../../tests/performance/k6/catalogue/cards.ts";
import { type ProfileName, profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { Problem } from "../problem.ts";

export type Planned = {
  readonly profile: ProfileName;
  /** Empty: all of them. */
  readonly scenarios: readonly CardName[];
  /** Null: the profile's own. */
  readonly durationSeconds: number | null;
  /** `stand-in` needs no image of OBCMS. Also the profile of the compose stack. */
  readonly target: Target;
};

export const targets = ["obcms", "stand-in"] as const;
export type Target = (typeof targets)[number];

export type Asked = {
  readonly event: string;
  /** The cron expression of a schedule, as it stands in the workflow. */
  readonly schedule?: string;
  readonly profile?: string;
  /** Separated by commas. */
  readonly scenario?: string;
  readonly target?: string;
};

type Load = Pick<Planned, "profile" | "durationSeconds">;

const CHANGE: Load = { profile: "smoke", durationSeconds: null };

/** Events without a schedule; the scenarios of a change are those of its paths. */
const events: Readonly<Record<string, Load>> = {
  pull_request: CHANGE,
  merge_group: CHANGE,
  workflow_dispatch: { profile: "baseline", durationSeconds: null },
};

/** By cron expression. The workflow has exactly these, which a test holds. */
export const schedules = {
  "17 2 * * 0-5": { name: "nightly", profile: "baseline", durationSeconds: 300 },
  "17 2 * * 6": { name: "weekly soak", profile: "soak", durationSeconds: 3_600 },
  "41 5 25 * *": {
    name: "breakpoint before the month's release",
    profile: "breakpoint",
    durationSeconds: 900,
  },
} as const satisfies Readonly<Record<string, Load & { readonly name: string }>>;

/** A profile that somebody has to steer is none for a workflow. */
const UNATTENDED = profileNames.filter((name) => name !== "controlled");

/** Throws a Problem for what is not known: a workflow that asks for nothing measures nothing. */
export function planOf(asked: Asked): Planned {
  const load = asked.event === "schedule" ? scheduled(asked.schedule) : events[asked.event];
  if (load === undefined) throw unknown("--event", asked.event, [...Object.keys(events), "schedule"]);
  const profile = oneOf("--profile", asked.profile, UNATTENDED);
  return {
    profile: profile ?? load.profile,
    // A profile asked for by hand has its own duration.
    durationSeconds: profile === undefined ? load.durationSeconds : null,
    scenarios: (asked.scenario ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .flatMap((name) => oneOf("--scenario", name, cardNames) ?? []),
    target: oneOf("--target", asked.target, targets) ?? "obcms",
  };
}

function scheduled(cron: string | undefined): Load {
  const row: Load | undefined = schedules[cron as keyof typeof schedules];
  if (row === undefined) throw unknown("--schedule", cron ?? "", Object.keys(schedules));
  return row;
}

/** What a list of choices says for nothing, where it may not be empty. */
const DEFAULT = "default";

/** Undefined where nothing was asked for: an empty input of a workflow. */
function oneOf<Name extends string>(
  flag: string,
  text: string | undefined,
  names: readonly Name[],
): Name | undefined {
  if (text === undefined || text === "" || text === DEFAULT) return undefined;
  const found = names.find((name) => name === text);
  if (found === undefined) throw unknown(flag, text, names);
  return found;
}

function unknown(flag: string, saw: string, allowed: readonly string[]): Problem {
  return new Problem({
    what: `${flag} ${JSON.stringify(saw)} is not known.`,
    saw: `allowed: ${allowed.join(", ")}`,
    fix:
      flag === "--schedule"
        ? "src/ci/plan.ts needs a row for each schedule of the workflow"
        : `obcms-perf ci plan --help`,
    exit: "usage",
  });
}

/** Settings of `obcms-perf run`, and the target that the workflow asks for; what was not asked for has no variable. */
export function variablesOf({
  profile,
  scenarios,
  durationSeconds,
  target,
}: Planned): Record<string, string> {
  return {
    OBCMS_PROFILE: profile,
    ...(scenarios.length === 0 ? {} : { OBCMS_SCENARIO: scenarios.join(",") }),
    ...(durationSeconds === null ? {} : { OBCMS_DURATION_SECONDS: String(durationSeconds) }),
    OBCMS_TARGET: target,
  };
}
