// What advice may know of a run: its settings and where they came from, its target, its users. For the advice only.

import { type PersonaName, personas } from "../../../tests/performance/k6/catalogue/personas.ts";
import { type SettingName, settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import type { Result, ScenarioResult } from "../../result/result.ts";
import type { BudgetRow } from "../verdict.ts";

/** What a reason is about: the run, and where it has one, its scenario or its budget. */
export type About = {
  readonly result: Result;
  readonly budgets: readonly BudgetRow[];
  readonly scenario?: ScenarioResult;
  readonly budget?: BudgetRow;
};
export type Advice = (about: About) => string | undefined;

/** The flags that change a setting, and the unit that they write behind its number. */
const flags = {
  durationSeconds: ["--duration", "s"],
  vus: ["--vus", ""],
  rate: ["--rate", ""],
  thinkTimeScale: ["--think-time", ""],
  gracefulStopSeconds: ["--graceful-stop", "s"],
  requestTimeoutSeconds: ["--request-timeout", "s"],
} as const satisfies Partial<Record<SettingName, readonly [flag: string, unit: string]>>;
export type Lever = keyof typeof flags;

/** A flag and what it stands at now: `--vus (now 2)`, `--vus (now 2 from the environment file)`, or only `--vus`. */
export function lever({ settings: known }: Result, name: Lever): string {
  const [flag, unit] = flags[name];
  const { value, origin } = known[name] ?? {};
  if (typeof value !== "number") return flag;
  const from = origin === "file" ? " from the environment file" : "";
  return `${flag} (now ${value}${unit}${origin === "environment variable" ? ` from ${settings[name].env}` : from})`;
}

/** The number that a setting stands at; undefined where it is the profile's own. */
export function numberOf({ settings: known }: Result, name: SettingName): number | undefined {
  const value = known[name]?.value;
  return typeof value === "number" ? value : undefined;
}

/** How many users a persona has; undefined where the result does not say. */
export function usersOf({ settings: known }: Result, persona: PersonaName): number | undefined {
  const users = known[personas[persona].usernames]?.value;
  return Array.isArray(users) ? users.length : undefined;
}

/** The variable that sets something of a persona, for messages. */
export function variableOf(persona: PersonaName, what: "usernames" | "password"): string {
  return settings[personas[persona][what]].env;
}

/** Faults of the embedded target that have one of these names, as they were asked for. */
export function faultsOf({ target }: Result, ...names: readonly string[]): string[] {
  return target.faults.filter((fault) => names.includes(fault.split(/[=@]/)[0] ?? ""));
}

/** `remove --fault delay=600@read`: what was broken on purpose explains itself. Undefined without such a fault. */
export function removeFaults(result: Result, ...names: readonly string[]): string | undefined {
  const found = faultsOf(result, ...names);
  if (found.length === 0) return undefined;
  const shown = found.map((fault) => `--fault ${fault}`).join(" ");
  return `the embedded target was told to do so: leave out ${shown}`;
}

export function isPersona(name: string): name is PersonaName {
  return Object.hasOwn(personas, name);
}

/** Virtual users that can be at work at once. */
export function virtualUsers({ scenarios }: Result): number {
  return scenarios.filter(({ isProbe }) => !isProbe).reduce((sum, { maxVus }) => sum + maxVus, 0);
}
