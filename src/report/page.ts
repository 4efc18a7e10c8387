// How every page of ours begins: nothing may be loaded or sent, and it opens from a disk as from a server. For the report of a run
// and the page of trends.

import { earlyScript } from "./client.ts";
import { type Html, html, scriptCode, styleRules } from "./escape.ts";

/** From the document's type to the end of its head. `styles`: rules, in this order. */
export function pageHead(title: string, styles: readonly string[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<script>${scriptCode(earlyScript)}</script>
<style>${styles.map(styleRules)}</style>
</head>`;
}

/** Only what stands in the file itself is styled and run. */
const POLICY = html`default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
