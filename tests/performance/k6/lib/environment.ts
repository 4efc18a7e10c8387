// The settings of this run inside k6, resolved at init: environment variable > environment file > default.
// Imported by everything that k6 runs; the tool resolves the same table with flags on top.

import { resolveSettings } from "../catalogue/resolve-settings.ts";
import type { SettingValues } from "../catalogue/settings.ts";

export const environment: SettingValues = readEnvironment();

/** Throws one error with every problem in it, which k6 reports before it sends anything. */
function readEnvironment(): SettingValues {
  const { values, problems } = resolveSettings({ flags: {}, env: __ENV, file: readFile() });
  if (problems.length > 0) throw new Error(`the settings are wrong:\n  ${problems.join("\n  ")}`);
  return values;
}

/** OBCMS_ENV_FILE, else env.json beside main.ts; with neither a file nor K6_BASE_URL, the stand-in's own settings. */
function readFile(): unknown {
  if (__ENV.OBCMS_ENV_FILE) return parse(open(__ENV.OBCMS_ENV_FILE), __ENV.OBCMS_ENV_FILE);
  const own = tryOpen(import.meta.resolve("../env.json"));
  if (own !== undefined) return parse(own, "env.json");
  if (__ENV.K6_BASE_URL) return undefined;
  return parse(open(import.meta.resolve("../env.stand-in.json")), "env.stand-in.json");
}

function tryOpen(path: string): string | undefined {
  try {
    return open(path);
  } catch {
    return undefined;
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error}`);
  }
}
