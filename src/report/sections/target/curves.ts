// The curves of what probes saw, small, each over the run's own time.

import type { Probes } from "../../../result/probes.ts";
import type { Second } from "../../../result/result.ts";
import { type Html, html } from "../../escape.ts";
import { type TargetChart, targetCharts } from "../../target-charts.ts";
import { ownChart } from "../own-chart.ts";

/** Null where there is no curve, or no second of load beside which to draw one. */
export function curves(probes: Probes, series: readonly Second[]): Html | null {
  const charts = targetCharts(probes);
  if (charts.length === 0 || series.length === 0) return null;
  const seen = charts.flatMap(({ t }) => t.at(-1) ?? []);
  const span = [series[0]?.t ?? 0, Math.max(series.at(-1)?.t ?? 0, ...seen)] as const;
  return html`<div class="charts">
${charts.map((chart) => ownChart({ ...chart, caption: captionOf(chart), stacked: false, height: 120, span }))}</div>`;
}

/** For those who cannot see the lines. */
function captionOf({ lines, unit }: TargetChart): string {
  const text = (value: number): string =>
    `${value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })}${unit}`;
  const [first, ...others] = lines;
  if (first !== undefined && others.length === 0)
    return `On average ${text(first.mean)}, at most ${text(first.max)}.`;
  return `At most: ${lines.map(({ label, max }) => `${label} ${text(max)}`).join(", ")}.`;
}
