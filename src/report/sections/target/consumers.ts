// Statements or commands by the time that they took altogether.

import type { Consumer } from "../../../result/probes.ts";
import { type Html, html } from "../../escape.ts";
import { count, fineMilliseconds, milliseconds, share } from "../../format.ts";
import { statementLine } from "../../target-view.ts";
import { type Column, table } from "../frame.ts";

export type Consumers = {
  readonly label: string;
  /** What a row is: `Statement`. */
  readonly one: string;
  readonly caption: string;
  readonly rows: readonly Consumer[];
  /** The time of all there are, milliseconds: the rows may be the longest only. */
  readonly allMs: number;
};

export function consumerTable({ label, one, caption, rows, allMs }: Consumers): Html {
  return table({
    label,
    caption,
    columns: columnsFor(one, rows, allMs),
    rows: rows.toSorted((a, b) => b.ms - a.ms),
    sortedBy: "Together",
  });
}

function columnsFor(one: string, rows: readonly Consumer[], allMs: number): readonly Column<Consumer>[] {
  const shareOf = ({ ms }: Consumer): number | null => (allMs > 0 ? ms / allMs : null);
  const mean = ({ ms, calls }: Consumer): number | null => (calls > 0 ? ms / calls : null);
  const rowsEach = ({ rows: all, calls }: Consumer): number | null =>
    all === null || calls === 0 ? null : Number((all / calls).toPrecision(3));
  return [
    { title: one, names: true, cell: ({ text }) => statement(text), sortBy: ({ text }) => text },
    { title: "Calls", numeric: true, cell: ({ calls }) => count(calls), sortBy: ({ calls }) => calls },
    { title: "Together", numeric: true, cell: ({ ms }) => milliseconds(ms), sortBy: ({ ms }) => ms },
    { title: "Of all", numeric: true, cell: (row) => share(shareOf(row)), sortBy: shareOf },
    { title: "Mean", numeric: true, cell: (row) => fineMilliseconds(mean(row)), sortBy: mean },
    // Of commands and logged statements nobody tells them.
    ...(rows.some((row) => rowsEach(row) !== null)
      ? [
          {
            title: "Rows per call",
            numeric: true as const,
            cell: (row: Consumer) => count(rowsEach(row)),
            sortBy: rowsEach,
          },
        ]
      : []),
  ];
}

/** Characters from which on a statement is folded. */
const LONG = 220;

function statement(text: string): Html {
  if (text.length <= LONG) return html`<code class="statement">${text}</code>`;
  return html`<details class="folded"><summary><code class="statement">${statementLine(text, LONG)}</code></summary><code class="statement">${text}</code></details>`;
}
