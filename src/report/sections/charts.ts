// The run over time, drawn by uPlot from data embedded in the page. Each chart's main figures stand in its caption too,
// for those who cannot see it; without scripts a plain picture takes its place.

import type { EndpointResult, Result, Second } from "../../result/result.ts";
import { isLatency } from "../../verdict/budget-rows.ts";
import type { BudgetRow, Verdict } from "../../verdict/verdict.ts";
import { type Html, html, jsonData } from "../escape.ts";
import { count, figure, milliseconds } from "../format.ts";
import { picture } from "../picture.ts";
import { columnsOf, endpointMeasures, type Measure, most, runMeasures } from "../series.ts";
import { nothing, section } from "./frame.ts";

export function chartsSection({ series, endpoints }: Result, { budgets }: Verdict): Html {
  if (series.length === 0)
    return section(
      "charts",
      "Over time",
      nothing("No second of load was recorded, so there is nothing to draw."),
    );
  const data = {
    ...columnsOf(series, runMeasures),
    limits: limitLines(budgets.filter(({ severity }) => severity === "gate")),
    endpoints: endpoints.map((row) => ({
      series: columnsOf(row.series, endpointMeasures),
      limits: limitLines(budgets.filter((budget) => isOf(budget, row))),
    })),
  };
  return section("charts", "Over time", [
    runChart(series, "requests", "Requests and failures per second", rateCaption(series)),
    series.some(({ p95 }) => p95 !== null)
      ? runChart(series, "latency", "Latency per second, of expected answers", latencyCaption(series))
      : nothing("No expected answer was timed, so there is no latency to draw."),
    series.some(({ vus }) => vus !== null)
      ? runChart(series, "vus", "Virtual users", `At most ${count(most(series, "vus"))} VUs.`)
      : nothing("k6 did not report its virtual users."),
    html`<script type="application/json" id="chart-data">${jsonData(data)}</script>`,
  ]);
}

/** Height in pixels and measures of each kind of chart. */
const kinds = {
  requests: { height: 210, measures: ["requests", "failed"] },
  latency: { height: 250, measures: ["p99", "p95", "p90", "p50"] },
  vus: { height: 140, measures: ["vus"] },
} as const satisfies Record<string, { height: number; measures: readonly Measure[] }>;

/** An empty frame that keeps the chart's room. `extra` goes into its caption. */
export function chart(
  kind: keyof typeof kinds,
  title: string,
  caption: string,
  extra: Html | null = null,
): Html {
  const { height } = kinds[kind];
  return html`<figure data-chart="${kind}"><figcaption><b>${title}</b> <span>${caption}</span>${extra}</figcaption>
<div class="plot" data-height="${height}" style="--height:${height}px"></div>`;
}

function runChart(series: readonly Second[], kind: keyof typeof kinds, title: string, caption: string): Html {
  const { height, measures } = kinds[kind];
  const columns = columnsOf(series, runMeasures);
  const lines = measures.map((name) => ({ name, values: columns[name] }));
  const closer =
    kind === "latency"
      ? html`<label class="scripts"><input type="checkbox"> scale to the measurements, limits may lie outside</label>`
      : null;
  return html`${chart(kind, title, caption, closer)}
<noscript>${picture(columns.t, lines, 1100, height)}${measures.map((name) => html`<span class="${name}">${name}</span>`)}</noscript></figure>\n`;
}

function rateCaption(series: readonly Second[]): string {
  const failed = series.reduce((sum, second) => sum + second.failed, 0);
  return `At most ${count(most(series, "requests"))} requests in a second; ${count(failed)} failed in all.`;
}

function latencyCaption(series: readonly Second[]): string {
  const highest = (name: "p95" | "p99"): string => milliseconds(most(series, name));
  return `Highest p(95) of a second: ${highest("p95")}, p(99): ${highest("p99")}. Dashed: the budgets' limits.`;
}

type LimitLine = { readonly limit: number; readonly label: string };

/** Latency limits, one line per value however many budgets share it. */
function limitLines(budgets: readonly BudgetRow[]): LimitLine[] {
  const latency = budgets.filter((budget) => isLatency(budget) && budget.operator === "<");
  const limits = [...new Set(latency.map(({ limit }) => limit))].sort((a, b) => a - b);
  return limits.map((limit) => {
    const ids = latency.filter((row) => row.limit === limit).map(({ id }) => id);
    const whose = ids.length > 2 ? `${count(ids.length)} budgets` : ids.join(", ");
    return { limit, label: `${figure("ms", limit)} · ${whose}` };
  });
}

/** Whether a budget limits the latency of one endpoint alone; its key names the endpoint then. */
export function isOf(budget: BudgetRow, row: EndpointResult): boolean {
  const { key, card } = budget;
  return isLatency(budget) && card === row.card && /[{,]name:([^,}]*)/.exec(key)?.[1] === row.name;
}
