// What is wrong with the stored files of the run themselves; figures above may rest on them.

import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { nothing, section } from "./frame.ts";

export function defectsSection({ defects }: Result): Html {
  const body =
    defects.length === 0
      ? nothing("None: the files of this run are complete and add up.")
      : html`<ul class="defects">${defects.map((sentence) => html`<li>${sentence}</li>\n`)}</ul>`;
  return section("defects", "Defects of stored files", body);
}
