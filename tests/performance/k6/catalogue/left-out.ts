// Which rows a run leaves out, and why: what OBCMS cannot do today, what would leave something behind, what nobody can ask.
// One rule for journeys, budgets, plan and report.

import type { Endpoint } from "./endpoint.ts";
import { type EndpointName, endpointNames, endpoints } from "./endpoints.ts";
import { personas } from "./personas.ts";
import { type SettingValues, settings } from "./settings.ts";

export const leftOutKinds = ["broken", "residue", "persona", "setting"] as const;
export type LeftOut = { readonly kind: (typeof leftOutKinds)[number]; readonly why: string };

/** Why a run with these settings does not call the row; undefined when it does. */
export function whyLeftOut(name: EndpointName, values: SettingValues): LeftOut | undefined {
  const row: Endpoint = endpoints[name];
  if (row.broken !== undefined && !values.mended.includes(name))
    return { kind: "broken", why: `broken on OBCMS: ${row.broken}` };
  if (row.residue !== undefined && !values.allowResidue)
    return { kind: "residue", why: `it leaves ${row.residue} (--allow-residue)` };
  if (row.setting !== undefined && values[row.setting] === undefined)
    return { kind: "setting", why: `${row.setting} is not set (${settings[row.setting].env})` };
  const needed = [row.as, row.recordsFrom].flatMap((persona) =>
    persona === undefined || persona === "anybody" ? [] : [personas[persona]],
  );
  const absent = needed.find(({ usernames }) => values[usernames].length === 0);
  if (absent === undefined) return undefined;
  const { title, usernames } = absent;
  return {
    kind: "persona",
    why: `no user is given who is ${title} (${usernames}, ${settings[usernames].env})`,
  };
}

/** The rows that OBCMS answers wrongly today. */
export function brokenRows(): EndpointName[] {
  return endpointNames.filter((name) => (endpoints[name] as Endpoint).broken !== undefined);
}
