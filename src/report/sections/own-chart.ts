// A chart that carries its figures and how it is drawn in itself, for whatever a run may have or lack. client/own-charts.ts
// draws it; without scripts a plain picture takes its place.

import { type Html, html, jsonData } from "../escape.ts";
import { picture } from "../picture.ts";

export type OwnChart = {
  readonly title: string;
  readonly caption: string;
  /** Behind each number, with its space. */
  readonly unit: string;
  /** Counts have no decimals on their axis. */
  readonly whole: boolean;
  /** Lines that lie on each other, the first one at the top: areas that add up. */
  readonly stacked: boolean;
  readonly height: number;
  /** First and last second of the axis of time. */
  readonly span: readonly [number, number];
  /** Seconds, ascending. */
  readonly t: readonly number[];
  readonly lines: readonly OwnLine[];
};

/** A null interrupts it. */
export type OwnLine = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Which colour of the page, 1 to 6: a class of style.ts, and of the script's palette. */
  readonly color: number;
};

export function ownChart(chart: OwnChart): Html {
  const { title, caption, unit, whole, stacked, height, span, t, lines } = chart;
  const drawn = stacked ? cumulated(lines) : lines;
  const pictured = drawn.map(({ color, values }) => ({ name: `line-${color}`, values }));
  return html`<figure data-chart="own"><figcaption><b>${title}</b> <span>${caption}</span></figcaption>
<div class="plot" data-height="${height}" style="--height:${height}px;--entries:${lines.length + 1}"></div>
<script type="application/json">${jsonData({ unit, whole, stacked, span, t, lines })}</script>
<noscript>${picture(t, pictured, 1100, height)}${lines.map(({ label, color }) => html`<span class="line-${color}">${label}</span>`)}</noscript></figure>\n`;
}

/** Each with all that lie below it. Less than nothing takes no room. */
function cumulated(lines: readonly OwnLine[]): OwnLine[] {
  return lines.map((line, index) => ({
    ...line,
    values: line.values.map((value, at) =>
      value === null
        ? null
        : lines.slice(index).reduce((sum, { values }) => sum + Math.max(0, values[at] ?? 0), 0),
    ),
  }));
}
