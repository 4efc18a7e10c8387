// Finds out what a run is aimed at: the embedded target, or an environment file with flags and variables on top.

import { readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { demoPassword, demoUsers, probePath, shareToken } from "../../stand-in/defaults.ts";
import { personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { type Resolved, resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import {
  type SettingName,
  settingNames,
  settings,
  type Value,
} from "../../tests/performance/k6/catalogue/settings.ts";
import { watchedBy } from "../probes/probes.ts";
import { Problem } from "../problem.ts";
import { nested } from "./k6-environment.ts";
import { suiteFolder } from "./suite.ts";

export type Flags = Readonly<Partial<Record<SettingName, Value>>>;

export type Aim =
  | { readonly kind: "stand-in"; readonly ignoredVariables: readonly string[] }
  | { readonly kind: "external"; readonly file: string | undefined };

/** Without `--env` and `--base-url` it is the embedded target, whatever the environment holds. */
export function aimOf(
  env: string | undefined,
  baseUrl: string | undefined,
  variables: NodeJS.ProcessEnv,
): Aim {
  if (env !== undefined) return { kind: "external", file: environmentPath(env) };
  if (baseUrl !== undefined) return { kind: "external", file: undefined };
  return {
    kind: "stand-in",
    ignoredVariables: settingNames
      .map((name) => settings[name].env)
      .filter((variable) => variables[variable] !== undefined),
  };
}

/** Settings of a run against the embedded target at `origin`: no variables, its demo users, residue allowed. */
export function standInSettings(origin: string, flags: Flags): Resolved {
  return complain(resolveSettings({ flags, env: {}, file: standInFile(origin) }), "flags");
}

/** The environment file of a stand-in at `origin`. Its password is public: it opens invented data on loopback. */
export function standInFile(origin: string): Record<string, unknown> {
  const users = personaNames.flatMap((name) => [
    [personas[name].usernames, demoUsers[name]] as const,
    [personas[name].password, demoPassword] as const,
  ]);
  return nested([
    ["baseUrl", origin],
    ["environment", "stand-in"],
    ["allowResidue", true],
    ["calendar.shareToken", shareToken],
    ["probeUrl", origin + probePath],
    ...users,
  ]);
}

/** Flag > environment variable > file > default. Throws one Problem with everything that is wrong. */
export async function externalSettings(
  file: string | undefined,
  flags: Flags,
  env: NodeJS.ProcessEnv,
): Promise<Resolved> {
  return complain(
    resolveSettings({ flags, env, file: file === undefined ? undefined : await readJson(file) }),
    file ?? "flags and variables",
  );
}

/** `--env NAME` is env.NAME.json beside the suite's main.ts (`--env env` is env.json); a path is a path. */
function environmentPath(env: string): string {
  if (isAbsolute(env) || env.includes("/") || env.includes("\\") || env.endsWith(".json"))
    return resolve(env);
  return join(suiteFolder, env === "env" ? "env.json" : `env.${env}.json`);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((cause: Error) => {
    throw new Problem({
      what: `The environment file ${path} cannot be read.`,
      saw: cause.message,
      fix: `copy ${join(suiteFolder, "env.example.json")} to it and fill it in`,
      exit: "configuration",
      cause,
    });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem({
      what: `${path} is not JSON.`,
      saw: String(cause),
      fix: "correct it at that place",
      exit: "configuration",
      cause,
    });
  }
}

function complain(resolved: Resolved, where: string): Resolved {
  const { values } = resolved;
  if (resolved.problems.length === 0)
    return { ...resolved, values: { ...values, watched: watchedBy(values) } };
  throw new Problem({
    what: `${resolved.problems.length === 1 ? "A setting is" : `${resolved.problems.length} settings are`} wrong (${where}).`,
    saw: resolved.problems.join("\n"),
    fix: "`obcms-perf config` lists every setting, its variable and where its value comes from",
    exit: "configuration",
  });
}
