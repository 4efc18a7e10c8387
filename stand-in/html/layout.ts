// The frame of a full page: head, style sheet, navigation by role, quick jump to each municipality, scripts.

import type { Database } from "../database.ts";
import type { User } from "../http/call.ts";
import { masked } from "../http/csrf.ts";
import { constantPart } from "./constant-part.ts";
import { html, type Markup, nothing, raw } from "./markup.ts";
import { menuFor } from "./menu.ts";
import { stylesheet } from "./stylesheet.ts";

/** `title`: all of it, as markup: OBCMS writes a bare `&`. `secret`: of the CSRF cookie; each form gets it under a mask of its own. */
export type PageParts = { readonly title: string; readonly secret: string; readonly content: Markup };

export function publicPage(parts: PageParts): string {
  return page(parts, html`<main class="p-6 md:p-8">${parts.content}</main>`);
}

export function signedInPage(database: Database, user: User, parts: PageParts): string {
  const body = html`<header class="bg-blue-700 p-4"><span class="text-gray-50">OBC Management System</span>
<form class="gap-2" method="post" action="/logout/">${csrfField(parts.secret)}
<span>${user.username}</span><button class="p-2 bg-blue-800 text-gray-50">Sign out</button></form>
<nav aria-label="Main">${menuFor(user)}</nav></header>
<form role="search"><label>Jump to <input list="places" name="place"></label>${constantPart(database, "places", () => places(database))}</form>
<main class="p-6 md:p-8">${parts.content}</main>`;
  return page(parts, body);
}

export function csrfField(secret: string): Markup {
  return html`<input type="hidden" name="csrfmiddlewaretoken" value="${masked(secret)}">`;
}

function page({ title }: PageParts, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${raw(title)}</title>
<style>${raw(stylesheet)}</style>
</head>
<body class="bg-gray-50 text-gray-900">
${body}
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.markup;
}

function places(database: Database): Markup {
  const rows = database.rows<{ id: number; name: string; province: string; region: string }>(
    `SELECT municipality.id, municipality.name, province.name AS province, region.name AS region FROM municipality
       JOIN province ON province.id = province_id JOIN region ON region.id = region_id ORDER BY municipality.position`,
  );
  if (rows.length === 0) return nothing;
  const options = rows.map(
    ({ id, name, province, region }) =>
      html`<option value="${name}, ${province}" label="${name} in the province of ${province}, ${region}"
 data-href="/communities/municipal/${id}/"></option>
`,
  );
  return html`<datalist id="places">${options}</datalist>`;
}

/** Gives HTMX's requests the CSRF token, as OBCMS's pages do. */
const SCRIPT = `
document.addEventListener("htmx:configRequest", (event) => {
  const pair = document.cookie.split("; ").find((text) => text.startsWith("csrftoken="));
  if (pair) event.detail.headers["X-CSRFToken"] = pair.slice("csrftoken=".length);
});
`;
