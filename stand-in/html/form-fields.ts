// Fields of a form with what is in them: text, number, date, long text, a choice. What the forms of work items are made of.

import { html, type Markup, nothing } from "./markup.ts";
import { words } from "./work-item-rows.ts";

export type Option = { readonly value: string; readonly title: string };
type Field = { readonly name: string; readonly title: string; readonly value: string };

export function inputField({ name, title, value }: Field, type: "text" | "number" | "date"): Markup {
  return labelled(
    { name, title },
    html`<input type="${type}" name="${name}" value="${value}" class="p-3 border-gray-300 bg-gray-50 text-gray-900" id="id_${name}"
  aria-describedby="id_${name}_helptext">`,
  );
}

export function textField({ name, title, value }: Field): Markup {
  return labelled(
    { name, title },
    html`<textarea name="${name}" rows="3" class="p-3 border-gray-300" id="id_${name}">${value}</textarea>`,
  );
}

export function choiceField({ name, title, value }: Field, options: readonly Option[]): Markup {
  return labelled(
    { name, title },
    html`<select name="${name}" class="p-3 border-gray-300 bg-gray-50" id="id_${name}">${options.map(
      (one) =>
        html`<option value="${one.value}"${one.value === value ? SELECTED : nothing}>${one.title}</option>
`,
    )}</select>`,
  );
}

export function hiddenField(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}" id="id_${name}">`;
}

export function optionsOf(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, title: words(value) }));
}

const SELECTED: Markup = { markup: " selected" };

function labelled({ name, title }: Omit<Field, "value">, field: Markup): Markup {
  return html`<div class="mb-4 p-2 border-gray-100"><label for="id_${name}" class="mb-2 text-gray-700">${title}</label>
${field}<p id="id_${name}_helptext" class="mt-1 text-gray-500"></p></div>
`;
}
