// A table of records with their actions, and cards with one figure each: what the list pages and dashboards are made of.

import { html, type Markup, nothing } from "./markup.ts";
import { icon } from "./menu.ts";

export type Action = { readonly title: string; readonly href: string; readonly hue: string };
export type Card = {
  readonly title: string;
  readonly value: string | number;
  /** What the figure is made of. */
  readonly parts?: Readonly<Record<string, string | number>>;
};

export function dataTable(heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<table class="bg-gray-50 border-gray-200"><thead class="bg-blue-600"><tr>${heads.map(
    (head) => html`<th scope="col" class="p-4 text-gray-50">${head}</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table>
`;
}

/** The first cell is the name of the record, and leads to its first action. */
export function dataRow(cells: readonly (string | number)[], actions: readonly Action[]): Markup {
  const [name = "", ...others] = cells;
  const [first] = actions;
  const title =
    first === undefined
      ? html`${name}`
      : html`<a class="text-blue-600 md:p-2" href="${first.href}">${name}</a>`;
  return html`<tr class="p-2 border-gray-100 bg-gray-50 text-gray-900">
  <td class="p-4 border-gray-100">${icon()}<span class="ml-2">${title}</span></td>
  ${others.map((cell) => html`<td class="p-3 border-gray-100 text-gray-700"><span class="p-2 md:p-3">${cell}</span></td>`)}
  ${
    actions.length === 0
      ? nothing
      : html`<td class="p-3 border-gray-100"><div class="gap-2">${actions.map((action) => link(action, String(name)))}</div></td>`
  }
</tr>
`;
}

function link({ title, href, hue }: Action, name: string): Markup {
  return html`<a class="p-2 m-0 text-${hue}-600 bg-gray-50 border-${hue}-200 md:p-3" href="${href}" title="${title}"
    aria-label="${title}: ${name}">${icon()}<span class="ml-1">${title}</span></a>
    `;
}

/** `name`: a class by which a fragment is known. */
export function figureCards(cards: readonly Card[], name = "figure-card"): Markup {
  return html`<section class="gap-4">${cards.map(
    ({ title, value, parts = {} }) => html`<article class="${name} p-6 bg-gray-50 border-gray-200">
<div class="mb-4 text-blue-600">${icon()}</div><h3 class="text-gray-500">${title}</h3><p class="text-gray-900">${value}</p>
<dl class="gap-2">${Object.entries(parts).map(
      ([part, count]) => html`<dt class="p-1 text-gray-500">${icon()}<span class="ml-1">${part}</span></dt>
<dd class="p-1 mb-1 bg-gray-100 text-gray-900">${count}</dd>
`,
    )}</dl></article>
`,
  )}</section>`;
}

/** Pesos with separators: `₱3,349,939.68`. */
export function pesos(amount: number): string {
  return `₱${amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",")}`;
}
