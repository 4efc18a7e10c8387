// `obcms-perf config`: every setting with its effective value, where it came from, and the variable that sets it.

import { defaultPort } from "../../stand-in/defaults.ts";
import { settingNames, settings } from "../../tests/performance/k6/catalogue/settings.ts";
import { aimOf, externalSettings, standInSettings } from "../run/environment.ts";
import { maskedValue } from "../run/make-plan.ts";
import { toJson } from "../run/run-folder.ts";

export type ConfigOptions = { readonly env?: string; readonly baseUrl?: string; readonly json?: boolean };

/** Text for stdout. Secrets show as `***` when set. */
export async function config({ env, baseUrl, json }: ConfigOptions): Promise<string> {
  const aim = aimOf(env, baseUrl, process.env);
  const flags = baseUrl === undefined ? {} : { baseUrl };
  const { values, origins } =
    aim.kind === "external"
      ? await externalSettings(aim.file, flags, process.env)
      : standInSettings(`http://127.0.0.1:${defaultPort}`, flags);
  const rows = settingNames.map((name) => ({
    name,
    value: maskedValue(name, values[name]),
    origin: origins[name],
    variable: settings[name].env,
    doc: settings[name].doc,
  }));
  if (json) return toJson(rows);
  const wide = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => pick(row).length));
  const widths = [
    wide(({ name }) => name),
    wide(({ origin }) => origin),
    wide(({ variable }) => variable),
  ] as const;
  const shown = rows.map(({ name, value, origin, variable, doc }) =>
    [
      name.padEnd(widths[0]),
      origin.padEnd(widths[1]),
      variable.padEnd(widths[2]),
      `${JSON.stringify(value)}   ${doc}`,
    ].join("  "),
  );
  return `${shown.join("\n")}\n`;
}
