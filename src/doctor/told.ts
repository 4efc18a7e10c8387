// What a target tells from inside of how it is configured, and what a check finds where it does not. Asked once.

import { type SettingValues, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { askConfiguration, type Configuration, manageOf } from "../introspection/configuration.ts";
import type { Manage } from "../introspection/manage.ts";
import { messageOf, Problem } from "../problem.ts";
import { type Finding, skipped } from "./finding.ts";
import type { Subject } from "./subject.ts";

export type Told =
  | { readonly state: "told"; readonly configuration: Configuration; readonly manage: Manage }
  /** The settings do not say how its manage.py is run. */
  | { readonly state: "not_set" }
  | { readonly state: "failed"; readonly why: string; readonly fix: string };

const NOT_SET = `only the target itself tells: ${settings["manage.command"].env} is not set`;
const HOW = `say how the target's manage.py is run: ${settings["manage.command"].env}, and ${settings["manage.folder"].env} where`;

/** Never throws. */
export async function askTold(values: SettingValues): Promise<Told> {
  try {
    const manage = manageOf(values);
    if (manage === undefined) return { state: "not_set" };
    return { state: "told", configuration: await askConfiguration(manage), manage };
  } catch (error) {
    if (error instanceof Problem)
      return { state: "failed", why: `${error.what}\n${error.saw}`, fix: error.fix };
    return { state: "failed", why: messageOf(error), fix: "correct what it names" };
  }
}

/** Finds by the target's configuration; skipped where it was not told, and why it was not the check `configuration` says. */
export async function byConfiguration(
  { told }: Subject,
  look: (configuration: Configuration, manage: Manage) => Finding | Promise<Finding>,
): Promise<Finding> {
  const answer = await told();
  return answer.state === "told" ? look(answer.configuration, answer.manage) : untold(answer);
}

export function untold({ state }: Exclude<Told, { state: "told" }>): Finding {
  return state === "not_set" ? skipped(NOT_SET, HOW) : skipped("the target did not tell: see configuration");
}
