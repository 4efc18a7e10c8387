// The environment that k6 runs in: nothing that steers it from outside, secrets by variable, no proxy.

import {
  type SettingName,
  type SettingValues,
  settingNames,
  settings,
} from "../../tests/performance/k6/catalogue/settings.ts";

/**
 * k6 reads its own options from K6_ names, and `K6_VUS` or `K6_DURATION` would throw the scenarios away; the suite
 * reads OBCMS_ names. Both are removed, and all values come from the environment file that is written for this run.
 */
export function k6Environment(base: NodeJS.ProcessEnv, proxy?: string): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !/^(K6_|OBCMS_)/.test(name) && !PROXY.test(name));
  return {
    ...Object.fromEntries(kept),
    // Booleans must be `true`: k6 refuses `1`.
    K6_NO_USAGE_REPORT: "true",
    K6_AUTO_EXTENSION_RESOLUTION: "false",
    NO_COLOR: "1",
    ...(proxy === undefined ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }),
  };
}

/** A proxy between generator and target would be measured with it, and could send load elsewhere. */
const PROXY = /^(https?|all|no)_proxy$/i;

/** What no file may hold, by the name of its variable. */
export function typedVariables(values: SettingValues): Record<string, string> {
  return Object.fromEntries(
    settingNames
      .filter((name) => isTyped(name) && values[name] !== undefined)
      .map((name) => [settings[name].env, String(values[name])]),
  );
}

/** Passwords by the name of their variable: they reach k6 this way only, never by a file or `-e`. */
export function secretVariables(values: SettingValues): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of settingNames) {
    const value = values[name];
    const isForTool = "toolOnly" in settings[name];
    if (isSecret(name) && !isForTool && typeof value === "string") secrets[settings[name].env] = value;
  }
  return secrets;
}

/** The environment file of a run: every effective value but the secrets and what no file may hold. */
export function environmentFile(values: SettingValues): Record<string, unknown> {
  const kept = settingNames.filter((name) => !isSecret(name) && !isTyped(name));
  return nested(kept.map((name) => [name, values[name]]));
}

/** Settings by name as a file holds them: `tls.insecureSkipVerify` goes into an object `tls`. Undefined is left out. */
export function nested(values: readonly (readonly [SettingName, unknown])[]): Record<string, unknown> {
  const file: Record<string, unknown> = {};
  for (const [name, value] of values) {
    if (value === undefined) continue;
    const keys = name.split(".");
    const last = keys.pop() as string;
    let place = file;
    for (const key of keys) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return file;
}

function isTyped(name: SettingName): boolean {
  return "typed" in settings[name];
}

export function isSecret(name: SettingName): boolean {
  return "secret" in settings[name];
}
