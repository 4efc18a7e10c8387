// The target beside production: the facts that differ, then, folded, those that nobody could tell and those that are the
// same. Stands beside the verdict, which it does not change.

import type { ParityRow } from "../../result/parity.ts";
import { differenceCount, ratioText, valueText } from "../../result/parity-text.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count, moment } from "../format.ts";
import { type Column, nothing, section, table } from "./frame.ts";

/** Nothing where no production was described; the section on configuration says so. */
export function paritySection({ parity }: Result): Html | undefined {
  if (parity === undefined) return undefined;
  const { rows, file, observedAt } = parity;
  if (rows.length === 0)
    return section("parity", "Beside production", nothing(`${file} states no fact of production.`));
  const of = (state: ParityRow["state"]): ParityRow[] => rows.filter((row) => row.state === state);
  const [differing, unseen, same] = [of("differs"), of("not_observed"), of("same")];
  return section("parity", "Beside production", [
    html`<p><b>This target ${differenceCount(rows)}.</b> That changes no verdict: what was tested was this target.</p>
<p class="means">Observed ${moment(observedAt)}, before the load; production is as <code>${file}</code> describes it.</p>`,
    differing.length > 0 &&
      table({
        label: "What differs from production",
        caption: "Below what was seen here stands who told it.",
        columns: [fact, production, here, why],
        rows: differing,
      }),
    folded(`${count(unseen.length)} not observed`, unseen, [fact, production, because, why]),
    folded(`${count(same.length)} as in production`, same, [fact, production, here]),
  ]);
}

function folded(
  label: string,
  rows: readonly ParityRow[],
  columns: readonly Column<ParityRow>[],
): Html | false {
  return (
    rows.length > 0 &&
    html`<details><summary>${label}</summary>
${table({ label, caption: "In the order of the file.", columns, rows })}</details>
`
  );
}

const fact: Column<ParityRow> = {
  title: "Fact",
  names: true,
  cell: ({ fact }) => html`<code>${fact}</code>`,
};
const production: Column<ParityRow> = {
  title: "Production",
  cell: (row) => html`<span class="message">${valueText(row.production)}</span>`,
};
const here: Column<ParityRow> = {
  title: "Here",
  cell: ({ here, ratio, source }) =>
    here !== null &&
    html`<span class="message">${valueText(here)}</span>${ratio !== undefined && html` (× ${ratioText(ratio)})`}<span class="sub">by ${source}</span>`,
};
const because: Column<ParityRow> = { title: "Why nobody could tell", cell: ({ because }) => because };
const why: Column<ParityRow> = {
  title: "Why it matters",
  cell: ({ why }) => html`<span class="sub reason">${why}</span>`,
};
