// What this run says nothing about, and why: the part of a report that is easiest to forget.

import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { nothing, section } from "./frame.ts";

export function notTestedSection({ notTested }: Result): Html {
  const body =
    notTested.length === 0
      ? nothing("Nothing that the catalogue holds was left out.")
      : html`<dl class="pairs">
${notTested.map(({ what, why }) => html`<div><dt>${what}</dt><dd>${why}</dd></div>\n`)}</dl>`;
  return section("not-tested", "Not tested", body);
}
