// The run over time, drawn by uPlot from data embedded in the page. Each chart's main figures stand in its caption too,
// for those who cannot see it or have scripts switched off.

import type { Result, Second } from "../../result/result.ts";
import type { BudgetRow, Verdict } from "../../verdict/verdict.ts";
import { type Html, html, jsonData } from "../escape.ts";
import { count, figure, milliseconds } from "../format.ts";
import { nothing, section } from "./frame.ts";

export function chartsSection({ series }: Result, { budgets }: Verdict): Html {
  if (series.length === 0)
    return section(
      "charts",
      "Over time",
      nothing("No second of load was recorded, so there is nothing to draw."),
    );
  return section("charts", "Over time", [
    chart("requests", "Requests and failures per second", rateCaption(series)),
    series.some(({ p95 }) => p95 !== null)
      ? chart("latency", "Latency per second, of expected answers", latencyCaption(series))
      : nothing("No expected answer was timed, so there is no latency to draw."),
    series.some(({ vus }) => vus !== null)
      ? chart("vus", "Virtual users", `At most ${count(most(series, "vus"))} VUs.`)
      : nothing("k6 did not report its virtual users."),
    html`<noscript><p class="nothing">Charts are drawn by a script, and scripts are switched off here.</p></noscript>
<script type="application/json" id="chart-data">${jsonData({ ...columns(series), limits: limitLines(budgets) })}</script>`,
  ]);
}

function chart(name: string, title: string, caption: string): Html {
  return html`<figure data-chart="${name}"><figcaption><b>${title}</b> <span>${caption}</span></figcaption></figure>\n`;
}

function rateCaption(series: readonly Second[]): string {
  const failed = series.reduce((sum, second) => sum + second.failed, 0);
  return `At most ${count(most(series, "requests"))} requests in a second; ${count(failed)} failed in all.`;
}

function latencyCaption(series: readonly Second[]): string {
  return `Highest p(95) of a second: ${milliseconds(most(series, "p95"))}. Dashed: the budgets' limits.`;
}

type Measure = "requests" | "failed" | "vus" | "p50" | "p95";

function most(series: readonly Second[], measure: Measure): number {
  return series.reduce((highest, second) => Math.max(highest, second[measure] ?? 0), 0);
}

type Columns = Record<"t", number[]> & Record<Measure, (number | null)[]>;

/** One array per measure, as uPlot wants them. Seconds without a record become gaps, not lines drawn across. */
function columns(series: readonly Second[]): Columns {
  const data: Columns = { t: [], requests: [], failed: [], vus: [], p50: [], p95: [] };
  const measures = ["requests", "failed", "vus", "p50", "p95"] as const;
  const sorted = [...series].sort((a, b) => a.t - b.t);
  let next = sorted[0]?.t ?? 0;
  for (const second of sorted) {
    if (second.t > next) {
      data.t.push(next);
      for (const measure of measures) data[measure].push(null);
    }
    data.t.push(second.t);
    for (const measure of measures) data[measure].push(second[measure]);
    next = second.t + 1;
  }
  return data;
}

type LimitLine = { readonly limit: number; readonly label: string };

/** Judged latency limits, one line per value however many budgets share it. */
function limitLines(budgets: readonly BudgetRow[]): LimitLine[] {
  const latency = budgets.filter(
    ({ unit, severity, operator }) => unit === "ms" && severity === "gate" && operator === "<",
  );
  const limits = [...new Set(latency.map(({ limit }) => limit))].sort((a, b) => a - b);
  return limits.map((limit) => {
    const ids = latency.filter((row) => row.limit === limit).map(({ id }) => id);
    const whose = ids.length > 2 ? `${count(ids.length)} budgets` : ids.join(", ");
    return { limit, label: `${figure("ms", limit)} · ${whose}` };
  });
}
