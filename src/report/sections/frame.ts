// The two shapes that all sections have: a headed section, and a table described by its columns.
// A table's caption says how to read it; a wide one scrolls in its own region, which the keyboard can reach.

import { type Html, html, type Insert } from "../escape.ts";
import { NOTHING } from "../format.ts";

export function section(id: string, title: string, body: Insert): Html {
  return html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>`;
}

/** Said where a table or list would be empty: nothing is left out silently. */
export function nothing(sentence: string): Html {
  return html`<p class="nothing">${sentence}</p>`;
}

export type Column<Row> = {
  readonly title: string;
  /** Shown beside the title where every cell is a bare number in it. */
  readonly unit?: string;
  readonly numeric?: true;
  /** The cell that names the row; one column has it. */
  readonly names?: true;
  readonly cell: (row: Row) => Insert;
  /** Makes the column sortable. Null, not measured, is last in both directions. */
  readonly sortBy?: (row: Row) => number | string | null;
};

export type Table<Row> = {
  readonly label: string;
  readonly caption: Insert;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The title of the column by which the rows are sorted already, largest first. */
  readonly sortedBy?: string;
  readonly rowClass?: (row: Row) => string;
};

export function table<Row>(shape: Table<Row>): Html {
  const { label, caption, columns, rows, sortedBy, rowClass } = shape;
  return html`
<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => headCell(column, sortedBy))}</tr></thead>
<tbody>
${rows.map((row) => html`<tr${rowClass && html` class="${rowClass(row)}"`}>${columns.map((column) => cell(column, row))}</tr>\n`)}</tbody>
</table>
</div>`;
}

function headCell<Row>({ title, unit, numeric, sortBy }: Column<Row>, sortedBy: string | undefined): Html {
  const sorting = sortBy && html` data-sortable aria-sort="${title === sortedBy ? "descending" : "none"}"`;
  const text = html`${title}${unit && html` <span class="unit">${unit}</span>`}`;
  return html`<th scope="col"${numeric && html` class="number"`}${sorting}>${text}</th>`;
}

function cell<Row>({ numeric, names, cell, sortBy }: Column<Row>, row: Row): Html {
  const sortValue = sortBy && html` data-value="${sortBy(row)}"`;
  const attributes = html`${numeric && html` class="number"`}${sortValue}`;
  const content = cell(row) ?? NOTHING;
  return names ? html`<th scope="row"${attributes}>${content}</th>` : html`<td${attributes}>${content}</td>`;
}

/** A sub-metric's key may go on to the next line between its tags. */
export function breakable(key: string): Html[] {
  return key.split(/(?<=[{,])/).map((part, index) => html`${index > 0 && html`<wbr>`}${part}`);
}

/** A name such as `app.tasks.do_this` may go on to the next line behind its dots and underscores. */
export function breakableName(name: string): Html[] {
  return name.split(/(?<=[._:/])/).map((part, index) => html`${index > 0 && html`<wbr>`}${part}`);
}

/** A word with its sign, coloured by tone; the colour adds nothing that the word does not say. */
export function badge(tone: string, sign: string, word: string): Html {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

/** A number that ought to be zero: pale when it is, marked when it is not. */
export function oughtToBeZero(value: number, text: string): Html {
  return value === 0 ? html`<span class="pale">${text}</span>` : html`<strong class="alert">${text}</strong>`;
}
