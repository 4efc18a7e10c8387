// The stores that the run was written to beside its folder, and whether they hold all of it.

import type { OutputResult } from "../../result/outputs.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count } from "../format.ts";
import { viewOutput } from "../output-view.ts";
import { badge, type Column, section, table } from "./frame.ts";

/** Nothing where there was none. */
export function outputsSection({ outputs, run }: Result): Html | undefined {
  if (outputs === undefined) return undefined;
  return section("outputs", "Written to", [
    html`<p>Its samples have the tag <code>testid</code> <code>${run.id}</code> there. Requests of steering and of probes are among them.</p>\n`,
    table({
      label: "Stores",
      caption: "k6 drops what it cannot write; the store was asked after the run how many requests it holds.",
      columns,
      rows: outputs,
    }),
  ]);
}

const columns: readonly Column<OutputResult>[] = [
  {
    title: "Store",
    names: true,
    cell: (output) => html`${viewOutput(output).title}<br><code>${output.url}</code>`,
  },
  {
    title: "State",
    cell: (output) => {
      const { tone, sign, word } = viewOutput(output);
      return badge(tone, sign, word);
    },
  },
  { title: "Sent", numeric: true, cell: ({ told }) => count(told) },
  { title: "Held", numeric: true, cell: ({ stored }) => count(stored) },
  {
    title: "Why",
    cell: ({ why, errors }) =>
      html`${why}${errors.map(
        ({ message, times }) => html`<br><code class="message">${count(times)} × ${message}</code>`,
      )}`,
  },
];
