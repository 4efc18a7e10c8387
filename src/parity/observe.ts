// Looks at a target once: its settings and workers, its database, its process, one answer. No load, and nothing is changed.

import { parseOrigin } from "../../tests/performance/k6/catalogue/origin.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { ParitySource } from "../result/parity.ts";
import { factNames, factOf, THROTTLES } from "./facts.ts";
import type { Observation, Observed, Told } from "./observation.ts";
import { askDatabase } from "./sources/database.ts";
import { askServerHeader } from "./sources/http.ts";
import { askManage, type Managed } from "./sources/manage.ts";
import { lookAtProcess } from "./sources/process.ts";

export type ObservedTarget = Managed & Pick<SettingValues, "baseUrl" | "databaseUrl">;

/** `scopes`: facts of throttles that production has; the target's own are observed anyway. Never throws. */
export async function observe(target: ObservedTarget, scopes: readonly string[] = []): Promise<Observed> {
  const origin = target.baseUrl === undefined ? undefined : parseOrigin(target.baseUrl)?.text;
  const [manage, database, http] = await Promise.all([
    askManage(target),
    askDatabase(target.databaseUrl),
    askServerHeader(origin),
  ]);
  const answers = {
    "manage.py": withScopes(manage, scopes),
    database,
    process: lookAtProcess(origin),
    HTTP: http,
  };
  const throttles = Object.keys(answers["manage.py"].facts).filter((name) => name.startsWith(THROTTLES));
  const names = new Set([...factNames, ...throttles, ...scopes]);
  return new Map([...names].map((name) => [name, bestOf(name, answers)]));
}

type Answers = Readonly<Record<Exclude<ParitySource, "not observed">, Told>>;

/** A scope that a target which told its settings does not name has no limit there. */
function withScopes(told: Told, scopes: readonly string[]): Told {
  if (Object.keys(told.facts).length === 0) return told;
  const absent = scopes.map((scope) => [scope, "none"]);
  return { ...told, facts: { ...Object.fromEntries(absent), ...told.facts } };
}

/** The first source that tells it; where none does, what each of them says to that. */
function bestOf(name: string, answers: Answers): Observation {
  const { from } = factOf(name);
  for (const source of from) {
    const value = answers[source].facts[name];
    if (value !== undefined) return { source, value };
  }
  const because = from.map((source) => answers[source].silent?.[name] ?? answers[source].because).join("; ");
  return { source: "not observed", because };
}
