// What PostgreSQL told of its statements, and what Django logged of them.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { count, counted, milliseconds, seconds, share } from "../../format.ts";
import { type Column, nothing, table } from "../frame.ts";
import { consumerTable } from "./consumers.ts";

export function databasePart(report: ProbeReport<"postgres">): Insert {
  const { calls, ms, rows, statements, waits, longestBlockedMs } = report;
  const blocked =
    longestBlockedMs === null
      ? "No statement was seen blocked by another transaction."
      : `The longest that a statement was blocked by another transaction: ${milliseconds(longestBlockedMs)}.`;
  return [
    html`<h3>Database</h3>`,
    statements.length === 0
      ? nothing("No statement was counted.")
      : consumerTable({
          label: "Statements of the database",
          one: "Statement",
          caption: `The longest of ${counted(calls, "statement")} with ${counted(rows, "row")}, ${seconds(ms / 1000)} in all; values are left out of their texts.`,
          rows: statements,
          allMs: ms,
        }),
    html`<p class="means">${blocked}${waits.length === 0 && " None was seen waiting for anything else."}</p>`,
    waits.length > 0 &&
      table({
        label: "What statements waited for",
        caption: "What statements waited for, of all looks at connections that were at work.",
        columns: waitColumns,
        rows: waits,
        sortedBy: "Of all looks",
      }),
  ];
}

const waitColumns: readonly Column<ProbeReport<"postgres">["waits"][number]>[] = [
  { title: "Waited for", names: true, cell: ({ event }) => html`<code>${event}</code>` },
  {
    title: "Of all looks",
    numeric: true,
    cell: ({ share: of }) => share(of),
    sortBy: ({ share: of }) => of,
  },
];

export function queryLogPart({ statements, ms, top, unreadableLines }: ProbeReport<"query_log">): Insert {
  const unread =
    unreadableLines === 0 ? "" : ` ${counted(unreadableLines, "line")} of the log could not be read.`;
  return [
    html`<h3>Statements that Django logged</h3>`,
    top.length === 0
      ? nothing(`Django logged no statement.${unread}`)
      : consumerTable({
          label: "Statements that Django logged",
          one: "Statement",
          caption: `The longest of ${count(statements)}, ${seconds(ms / 1000)} in all, as Django measured them.${unread}`,
          rows: top,
          allMs: ms,
        }),
  ];
}
