// The one way in which text becomes markup: everything put into `html` is escaped, unless it is markup already.
// Used by every section of the HTML report; names, messages and paths in it come from scripts and targets.

import { visible } from "./format.ts";

/** Markup that needs no further escaping. Only `html` and the three functions below make it. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template. Null, undefined and false leave nothing. */
export type Insert = Html | string | number | null | undefined | false | readonly Insert[];

export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(parts.map((part, index) => part + render(inserts[index])).join(""));
}

/** Data for a `<script type="application/json">`: no `<` is left, so nothing in it can end the element. */
export function jsonData(value: unknown): Html {
  return new Html(JSON.stringify(value).replace(/[<\u2028\u2029]/g, escapeInJson));
}

/** Our own code for a `<script>` element; `<\/` means `</` in a JavaScript string or pattern. */
export function scriptCode(code: string): Html {
  return new Html(code.replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--"));
}

/** Our own rules for a `<style>` element. */
export function styleRules(css: string): Html {
  return new Html(css.replace(/<\/(style)/gi, "<\\/$1"));
}

function render(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return "";
  if (insert instanceof Html) return insert.markup;
  if (typeof insert === "object") return insert.map(render).join("");
  return visible(String(insert)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function escapeInJson(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
