// Every setting that the run had, and where its value came from; secrets are masked in the stored result already.

import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { counted, NOTHING } from "../format.ts";
import { type Column, nothing, section, table } from "./frame.ts";

type Setting = { readonly name: string; readonly value: unknown; readonly origin: string };

export function configurationSection({ settings, parity }: Result): Html {
  const rows = Object.entries(settings).map(([name, setting]) => ({ name, ...setting }));
  if (rows.length === 0)
    return section("configuration", "Configuration", nothing("No setting was recorded."));
  const undescribed =
    parity === undefined &&
    html`<p class="nothing">No production was described (parityFile): nothing is said of how this target differs from it.</p>\n`;
  const given = rows.filter(({ origin }) => origin !== "default");
  return section(
    "configuration",
    "Configuration",
    html`${undescribed}<details><summary>${counted(rows.length, "setting")}, ${given.length} of them not by default</summary>
${table({
  label: "Settings",
  caption:
    "The effective configuration. A flag goes before a variable, a variable before the file, the file before the default.",
  columns,
  rows: [...given, ...rows.filter(({ origin }) => origin === "default")],
})}</details>`,
  );
}

function text(value: unknown): string {
  return value === null || value === undefined
    ? NOTHING
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
}

const columns: readonly Column<Setting>[] = [
  {
    title: "Setting",
    names: true,
    cell: ({ name }) => html`<code>${name}</code>`,
    sortBy: ({ name }) => name,
  },
  {
    title: "Value",
    cell: ({ value }) => html`<code class="message">${text(value)}</code>`,
    sortBy: ({ value }) => text(value),
  },
  { title: "From", cell: ({ origin }) => origin, sortBy: ({ origin }) => origin },
];
