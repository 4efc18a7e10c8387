// Every setting of a run: its name in an environment file, its environment variable, its default, whether it is secret.
// Resolved the same way by the suite inside k6 and by the tool: flag > environment variable > file > default.

import { type PersonaName, personaNames, personas } from "./personas.ts";

export type Kind = "text" | "number" | "flag" | "list" | "limits";

export type Setting = {
  readonly kind: Kind;
  /** The plan's K6_ names are kept; all others start with OBCMS_, because other K6_ names steer k6 itself. */
  readonly env: string;
  readonly default: Value;
  readonly doc: string;
  readonly secret?: true;
};

/** Undefined: nothing was given and there is no default. */
export type Value =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, number>>
  | undefined;

const general = {
  baseUrl: {
    kind: "text",
    env: "K6_BASE_URL",
    default: undefined,
    doc: "origin of the target: scheme, host, port",
  },
  environment: {
    kind: "text",
    env: "OBCMS_ENVIRONMENT",
    default: "local",
    doc: "name of the environment, a tag on every sample",
  },
  build: {
    kind: "text",
    env: "OBCMS_BUILD",
    default: "none",
    doc: "build number of the target, a tag on every sample",
  },
  runId: {
    kind: "text",
    env: "OBCMS_RUN_ID",
    default: "none",
    doc: "name of this run, the tag testid on every sample",
  },
  allowedOrigins: {
    kind: "list",
    env: "OBCMS_ALLOWED_ORIGINS",
    default: [],
    doc: "exact origins beside loopback that may be loaded",
  },
  allowWrites: {
    kind: "flag",
    env: "OBCMS_ALLOW_WRITES",
    default: false,
    doc: "journeys may write to a target that is not loopback",
  },
  allowResidue: {
    kind: "flag",
    env: "OBCMS_ALLOW_RESIDUE",
    default: false,
    doc: "rows that nothing can delete again may be created",
  },
  profile: { kind: "text", env: "OBCMS_PROFILE", default: "smoke", doc: "load profile" },
  scenarios: {
    kind: "list",
    env: "OBCMS_SCENARIO",
    default: [],
    doc: "scenarios of the plan to run; empty: all that have a journey",
  },
  durationSeconds: {
    kind: "number",
    env: "OBCMS_DURATION_SECONDS",
    default: undefined,
    doc: "how long the profile's steady part lasts, seconds",
  },
  vus: {
    kind: "number",
    env: "OBCMS_VUS",
    default: undefined,
    doc: "virtual users of the profile; in an open profile the most it may use",
  },
  rate: {
    kind: "number",
    env: "OBCMS_RATE",
    default: undefined,
    doc: "iterations per second that an open profile holds",
  },
  thinkTimeScale: {
    kind: "number",
    env: "OBCMS_THINK_TIME_SCALE",
    default: 1,
    doc: "multiplies every pause of a journey; 0 removes them",
  },
  requestTimeoutSeconds: {
    kind: "number",
    env: "OBCMS_REQUEST_TIMEOUT_SECONDS",
    default: 10,
    doc: "after it a request counts as not answered",
  },
  gracefulStopSeconds: {
    kind: "number",
    env: "OBCMS_GRACEFUL_STOP_SECONDS",
    default: 30,
    doc: "how long iterations may take to finish after the planned end; then they are cut off",
  },
  "tls.insecureSkipVerify": {
    kind: "flag",
    env: "OBCMS_TLS_INSECURE_SKIP_VERIFY",
    default: false,
    doc: "accept a certificate that cannot be verified",
  },
  "caps.vus": {
    kind: "number",
    env: "OBCMS_CAP_VUS",
    default: 200,
    doc: "most virtual users that a run may have here",
  },
  "caps.rate": {
    kind: "number",
    env: "OBCMS_CAP_RATE",
    default: 200,
    doc: "most iterations per second that a run may start here",
  },
  "caps.durationSeconds": {
    kind: "number",
    env: "OBCMS_CAP_DURATION_SECONDS",
    default: 14400,
    doc: "longest run here, seconds",
  },
  "dataset.workItems": {
    kind: "list",
    env: "OBCMS_WORK_ITEMS",
    default: [],
    doc: "ids of work items to use; empty: read from the target in setup()",
  },
  budgets: {
    kind: "limits",
    env: "OBCMS_BUDGETS",
    default: {},
    doc: "limits by budget id that replace the catalogue's",
  },
} as const satisfies Record<string, Setting>;

type PersonaSettings = {
  [Name in `personas.${PersonaName}.usernames`]: Setting & {
    readonly kind: "list";
    readonly default: readonly string[];
  };
} & {
  [Name in `personas.${PersonaName}.password`]: Setting & {
    readonly kind: "text";
    readonly default: undefined;
  };
};

const perPersona = Object.fromEntries(
  personaNames.flatMap((name): [string, Setting][] => [
    [
      `personas.${name}.usernames`,
      {
        kind: "list",
        env: personas[name].usernames,
        default: [],
        doc: `users of ${personas[name].title}; virtual users share them out`,
      },
    ],
    [
      `personas.${name}.password`,
      {
        kind: "text",
        env: personas[name].password,
        default: undefined,
        secret: true,
        doc: `the password of ${personas[name].title}'s users`,
      },
    ],
  ]),
) as PersonaSettings;

export const settings = { ...general, ...perPersona };
export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as SettingName[];

type ValueOf<K extends Kind> = K extends "text"
  ? string | undefined
  : K extends "number"
    ? number | undefined
    : K extends "flag"
      ? boolean
      : K extends "list"
        ? readonly string[]
        : Readonly<Record<string, number>>;
type WithDefault<S extends Setting> = S["default"] extends undefined
  ? ValueOf<S["kind"]>
  : Exclude<ValueOf<S["kind"]>, undefined>;
export type SettingValues = { readonly [Name in SettingName]: WithDefault<(typeof settings)[Name]> };
export type Origin = "flag" | "environment variable" | "file" | "default";

export type Sources = {
  /** By setting name; already typed by whoever parsed the command line. */
  readonly flags: Readonly<Partial<Record<SettingName, Value>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A parsed environment file: nested objects, `{ "tls": { "insecureSkipVerify": true } }`. */
  readonly file: unknown;
};

export type Resolved = {
  readonly values: SettingValues;
  readonly origins: Readonly<Record<SettingName, Origin>>;
  /** All that is wrong, a sentence each; `values` holds defaults in those places. */
  readonly problems: readonly string[];
};

/** Never throws: what is wrong is listed, all at once. */
export function resolveSettings(sources: Sources): Resolved {
  const problems: string[] = unknownFileKeys(sources.file);
  const values: Partial<Record<SettingName, Value>> = {};
  const origins: Partial<Record<SettingName, Origin>> = {};
  for (const name of settingNames) {
    const setting: Setting = settings[name];
    const [given, origin] = firstGiven(name, setting, sources);
    const read = origin === "default" ? { value: setting.default } : readValue(setting.kind, given);
    if ("problem" in read)
      problems.push(`${name}: ${setting.secret ? "its value" : show(given)} (${origin}) ${read.problem}`);
    values[name] = "problem" in read ? setting.default : read.value;
    origins[name] = origin;
  }
  return { values: values as SettingValues, origins: origins as Record<SettingName, Origin>, problems };
}

function firstGiven(name: SettingName, setting: Setting, { flags, env, file }: Sources): [unknown, Origin] {
  if (flags[name] !== undefined) return [flags[name], "flag"];
  const variable = env[setting.env];
  if (variable !== undefined && variable !== "") return [variable, "environment variable"];
  const stored = at(file, name);
  if (stored !== undefined && stored !== null && stored !== "") return [stored, "file"];
  return [undefined, "default"];
}

type Read = { value: Value } | { problem: string };

/** A value as a flag, an environment variable (always text) or a file gives it. */
const readers: Record<Kind, (given: unknown) => Read> = {
  text: (given) => (typeof given === "string" ? { value: given } : { problem: "is not a text" }),
  number: (given) => {
    const value = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
    return typeof value === "number" && Number.isFinite(value) && value >= 0
      ? { value }
      : { problem: "is not a number from 0 up" };
  },
  flag: (given) => {
    const known = { true: true, false: false }[String(given)];
    return known === undefined ? { problem: "is neither true nor false" } : { value: known };
  },
  list: (given) => {
    const items = typeof given === "string" ? given.split(",").map((item) => item.trim()) : given;
    return Array.isArray(items) && items.every((item) => typeof item === "string" && item !== "")
      ? { value: items }
      : { problem: "is not a list of texts (comma-separated in an environment variable)" };
  },
  limits: (given) => {
    const object = typeof given === "string" ? parseJson(given) : given;
    return isObject(object) && Object.values(object).every((limit) => typeof limit === "number" && limit >= 0)
      ? { value: object as Record<string, number> }
      : { problem: "is not an object of numbers by budget id" };
  },
};

function readValue(kind: Kind, given: unknown): Read {
  return readers[kind](given);
}

/** Names in a file that no setting has: a typo there would otherwise be silently without effect. `$…` is for editors. */
function unknownFileKeys(file: unknown): string[] {
  if (file === undefined) return [];
  if (!isObject(file)) return ["the environment file is not a JSON object"];
  const known = new Set<string>(settingNames);
  const unknown: string[] = [];
  const walk = (object: Record<string, unknown>, prefix: string): void => {
    for (const [key, value] of Object.entries(object)) {
      const name = prefix + key;
      if (key.startsWith("$") || known.has(name)) continue;
      if (isObject(value) && settingNames.some((setting) => setting.startsWith(`${name}.`)))
        walk(value, `${name}.`);
      else unknown.push(`${name}: no setting has this name (environment file)`);
    }
  };
  walk(file, "");
  return unknown;
}

function at(file: unknown, name: string): unknown {
  let value: unknown = file;
  for (const key of name.split(".")) value = isObject(value) ? value[key] : undefined;
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
