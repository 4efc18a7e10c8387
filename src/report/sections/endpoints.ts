// What the target answered, in total and by endpoint; every column of the table can be sorted by.

import { type Outcome, outcomeNames, outcomes } from "../../../tests/performance/k6/catalogue/tags.ts";
import type { EndpointResult, OutcomeCounts, Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count, milliseconds, share } from "../format.ts";
import { type Column, nothing, oughtToBeZero, section, table } from "./frame.ts";

export function endpointsSection({ endpoints, outcomes: answers }: Result): Html {
  if (endpoints.length === 0) return section("endpoints", "Endpoints", nothing("No endpoint was called."));
  const body = table({
    label: "Endpoints",
    caption: "Slowest first; click a heading to sort. Latency is of expected statuses only.",
    columns,
    rows: [...endpoints].sort((a, b) => (b.duration.p95 ?? -1) - (a.duration.p95 ?? -1)),
    sortedBy: "p95",
  });
  return section("endpoints", "Endpoints", [answerList(answers), body]);
}

function answerList(answers: OutcomeCounts): Html {
  const total = outcomeNames.reduce((sum, name) => sum + answers[name], 0);
  if (total === 0) return nothing("No answer was counted.");
  const seen = outcomeNames.filter((name) => answers[name] > 0);
  const part = (name: Outcome): number => answers[name] / total;
  return html`
<div class="bar" aria-hidden="true">${seen.map((name) => html`<i class="${name}" style="flex-grow:${answers[name]}"></i>`)}</div>
<dl class="answers">
${seen.map(
  (name) => html`<div><dt><i class="${name}" aria-hidden="true"></i>${words(name)}</dt>
<dd><b>${count(answers[name])}</b> · ${share(part(name))}<span class="sub">${outcomes[name]}</span></dd></div>`,
)}
</dl>`;
}

type Percentile = keyof EndpointResult["duration"];

const percentile = (name: Percentile): Column<EndpointResult> => ({
  title: name,
  numeric: true,
  cell: ({ duration }) => milliseconds(duration[name]),
  sortBy: ({ duration }) => duration[name],
});

const columns: readonly Column<EndpointResult>[] = [
  {
    title: "Endpoint",
    names: true,
    cell: ({ name, method, path }) => html`${name}<code class="sub">${method} ${path}</code>`,
    sortBy: ({ name }) => name,
  },
  { title: "Kind", cell: ({ access }) => words(access), sortBy: ({ access }) => access },
  { title: "As", cell: ({ persona }) => persona, sortBy: ({ persona }) => persona },
  {
    title: "Requests",
    numeric: true,
    cell: ({ requests }) => count(requests),
    sortBy: ({ requests }) => requests,
  },
  {
    title: "Not as expected",
    numeric: true,
    cell: (row) => html`${oughtToBeZero(unexpected(row), count(unexpected(row)))}${wrongOutcomes(row)}`,
    sortBy: unexpected,
  },
  { title: "Statuses", cell: statuses },
  ...(["p50", "p90", "p95", "p99", "max"] as const).map(percentile),
];

function unexpected({ outcomes }: EndpointResult): number {
  return outcomeNames.filter((name) => name !== "expected").reduce((sum, name) => sum + outcomes[name], 0);
}

function wrongOutcomes({ outcomes }: EndpointResult): Html[] {
  return outcomeNames
    .filter((name) => name !== "expected" && outcomes[name] > 0)
    .map((name) => html`<span class="sub">${words(name)} ${count(outcomes[name])}</span>`);
}

function statuses({ statuses }: EndpointResult): Html[] {
  return Object.entries(statuses).map(
    ([status, times]) =>
      html`<span class="status">${status === "0" ? "no answer" : status} <b>×${count(times)}</b></span> `,
  );
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}
