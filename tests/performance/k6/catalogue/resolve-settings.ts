// Finds each setting's value, the same way inside k6 and in the tool: flag > environment variable > file > default.

import {
  type Kind,
  type Setting,
  type SettingName,
  type SettingValues,
  settingNames,
  settings,
  type Value,
} from "./settings.ts";

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
  const problems: string[] = [...unknownFileKeys(sources.file), ...typedInto(sources.file)];
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

function typedInto(file: unknown): string[] {
  return settingNames
    .filter((name) => "typed" in settings[name] && at(file, name) !== undefined)
    .map((name) => `${name}: no file may hold it; type it for the run that it is meant for`);
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
