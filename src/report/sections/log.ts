// What k6 complained about while it ran, as it wrote it.

import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count } from "../format.ts";
import { badge, type Column, nothing, section, table } from "./frame.ts";

type Line = Result["log"][number];

export function logSection({ log }: Result): Html {
  const body =
    log.length === 0
      ? nothing("k6 logged no warning and no error.")
      : table({
          label: "k6 log",
          caption:
            "Warnings and errors, repeats counted, at most 50 lines; the run folder holds the whole log.",
          columns,
          rows: log,
        });
  return section("log", "k6 log", body);
}

const columns: readonly Column<Line>[] = [
  { title: "Level", cell: ({ level }) => badge(/^warn/.test(level) ? "unsure" : "bad", "!", level) },
  { title: "Message", names: true, cell: ({ message }) => html`<code class="message">${message}</code>` },
  { title: "Times", numeric: true, cell: ({ times }) => count(times) },
];
