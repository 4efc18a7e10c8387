// HTML by tagged template: every value is escaped unless it is markup itself.

import { spentOnTemplate } from "../observe/spent.ts";

export type Markup = { readonly markup: string };
type Part = Markup | readonly Markup[] | string | number;

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return spentOnTemplate(() => joined(texts, parts));
}

function joined(texts: TemplateStringsArray, parts: readonly Part[]): Markup {
  let markup = texts[0] ?? "";
  parts.forEach((part, index) => {
    markup += rendered(part) + (texts[index + 1] ?? "");
  });
  return { markup };
}

/** Text that is markup already, made by us and not by a user. */
export function raw(markup: string): Markup {
  return { markup };
}

export const nothing: Markup = { markup: "" };

function rendered(part: Part): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeHtml(part);
  if ("markup" in part) return part.markup;
  return part.map(({ markup }) => markup).join("");
}

function escapeHtml(text: string): string {
  return /[&<>"']/.test(text)
    ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};
