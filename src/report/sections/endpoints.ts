// What the target answered, in total and by endpoint; every column of the table can be sorted by, and each endpoint has
// its own charts.

import { type Outcome, outcomeNames, outcomes } from "../../../tests/performance/k6/catalogue/tags.ts";
import type { EndpointResult, OutcomeCounts, Result } from "../../result/result.ts";
import type { Verdict } from "../../verdict/verdict.ts";
import { shortInterval } from "../budget-view.ts";
import { type Html, html } from "../escape.ts";
import { count, milliseconds, share } from "../format.ts";
import { picture } from "../picture.ts";
import { columnsOf, endpointMeasures } from "../series.ts";
import { chart, isOf } from "./charts.ts";
import { type Column, nothing, oughtToBeZero, section, table } from "./frame.ts";

export function endpointsSection({ endpoints, outcomes: answers }: Result, { budgets }: Verdict): Html {
  if (endpoints.length === 0) return section("endpoints", "Endpoints", nothing("No endpoint was called."));
  const bounds = new Map(
    endpoints.map((row) => [row, budgets.find((budget) => isOf(budget, row))?.interval ?? null]),
  );
  const body = table({
    label: "Endpoints",
    caption: [
      "Slowest first; click a heading to sort. Latency is of expected statuses only.",
      [...bounds.values()].some((interval) => interval !== null) &&
        " Iterations were dropped, so each percentile is of the requests that were sent; below a p95 stand the bounds between which it lies, ∞ for no upper bound.",
    ],
    columns: columnsFor(endpoints, (row) => shortInterval(bounds.get(row) ?? null)),
    rows: [...endpoints].sort((a, b) => (b.duration.p95 ?? -1) - (a.duration.p95 ?? -1)),
    sortedBy: "p95",
  });
  return section("endpoints", "Endpoints", [answerList(answers), body, overTime(endpoints)]);
}

/** The script draws the chosen one; the order is that of the embedded data. */
function overTime(endpoints: readonly EndpointResult[]): Html {
  const slowest = endpoints.reduce((a, b) => ((b.duration.p95 ?? -1) > (a.duration.p95 ?? -1) ? b : a));
  return html`
<div class="scripts one-endpoint">
<p class="picker"><label for="endpoint-choice">Over time:</label> <select id="endpoint-choice">${endpoints.map(
    (row, index) =>
      html`<option value="${index}"${row === slowest && html` selected`}>${row.name} · ${row.method} ${row.path}</option>`,
  )}</select></p>
${chart("requests", "Requests and failures per second", "")}</figure>
${chart("latency", "Latency per second, of expected answers", "Dashed: its budget's limit.")}</figure>
</div>`;
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

function columnsFor(
  endpoints: readonly EndpointResult[],
  boundsOf: (row: EndpointResult) => string | null,
): readonly Column<EndpointResult>[] {
  const percentile = (name: Percentile): Column<EndpointResult> => ({
    title: name,
    numeric: true,
    cell: (row) => {
      const bounds = name === "p95" ? boundsOf(row) : null;
      return html`${milliseconds(row.duration[name])}${bounds && html`<span class="sub">${bounds}</span>`}`;
    },
    sortBy: ({ duration }) => duration[name],
  });
  return [
    {
      title: "Endpoint",
      names: true,
      cell: ({ name, method, path, broken, residue }) => [
        html`${name}<code class="sub">${method} ${path}</code>`,
        broken !== undefined && html`<span class="sub alert">broken on the target: ${broken}</span>`,
        residue !== undefined && html`<span class="sub">leaves rows behind: ${residue}</span>`,
      ],
      sortBy: ({ name }) => name,
    },
    { title: "Kind", cell: ({ access }) => words(access), sortBy: ({ access }) => access },
    { title: "As", cell: ({ persona }) => words(persona), sortBy: ({ persona }) => persona },
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
    { title: "Over time", cell: (row) => sparkline(row, endpoints.indexOf(row)) },
  ];
}

/** Its p(95) by second, small; the button shows its charts below the table. */
function sparkline({ name, series }: EndpointResult, index: number): Html {
  const { t, p95 } = columnsOf(series, endpointMeasures);
  return html`<button type="button" class="spark" data-endpoint="${index}" aria-pressed="false" aria-label="show ${name} over time">${picture(
    t,
    [{ name: "p95", values: p95 }],
    96,
    26,
  )}</button>`;
}

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
