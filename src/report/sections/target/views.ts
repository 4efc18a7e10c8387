// What django-prometheus counted by view.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { count, counted, milliseconds, seconds } from "../../format.ts";
import { breakableName, type Column, nothing, table } from "../frame.ts";

type View = ProbeReport<"prometheus">["views"][number];

export function viewsPart({ processesSeen, processesCompared, views }: ProbeReport<"prometheus">): Insert {
  const compared = `${counted(processesSeen, "process", "processes")} of the target answered; ${count(processesCompared)} could be compared, because they answered at the beginning and at the end.`;
  return [
    html`<h3>Views, by django-prometheus</h3>
<p class="means">${compared}</p>`,
    views.length === 0
      ? nothing("No view was counted.")
      : table({
          label: "Views, by django-prometheus",
          caption: "Of the compared processes only: the requests are a part of those that were sent.",
          columns,
          rows: views.toSorted((a, b) => together(b) - together(a)),
          sortedBy: "Together",
        }),
  ];
}

/** Milliseconds. */
function together({ requests, meanMs }: View): number {
  return requests * meanMs;
}

const columns: readonly Column<View>[] = [
  {
    title: "View",
    names: true,
    cell: ({ view, method }) =>
      html`<code class="statement">${breakableName(view)}</code><span class="sub">${method}</span>`,
    sortBy: ({ view }) => view,
  },
  {
    title: "Requests",
    numeric: true,
    cell: ({ requests }) => count(requests),
    sortBy: ({ requests }) => requests,
  },
  {
    title: "Mean",
    numeric: true,
    cell: ({ meanMs }) => milliseconds(meanMs),
    sortBy: ({ meanMs }) => meanMs,
  },
  { title: "Together", numeric: true, cell: (row) => seconds(together(row) / 1000), sortBy: together },
];
