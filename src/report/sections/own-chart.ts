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
  /** Which colour, from 1; by its place in the list where it is not said. */
  readonly color?: number;
};

/** Colours that there are; more lines than these begin again, dashed. */
const COLORS = 6;

export function ownChart(chart: OwnChart): Html {
  const { title, caption, unit, whole, stacked, height, span, t, lines } = chart;
  const colored = lines.map((line, index) => ({ color: (index % COLORS) + 1, ...line }));
  const drawn = stacked ? cumulated(colored) : colored;
  const pictured = drawn.map(({ color, values }) => ({ name: `line-${color}`, values }));
  return html`<figure data-chart="own"><figcaption><b>${title}</b> <span>${caption}</span></figcaption>
<div class="plot" data-height="${height}" style="--height:${height}px;--entries:${lines.length + 1}"></div>
<script type="application/json">${jsonData({ unit, whole, stacked, span, t, lines: colored })}</script>
<noscript>${picture(t, pictured, 1100, height)}${colored.map(({ label, color }) => html`<span class="line-${color}">${label}</span>`)}</noscript></figure>\n`;
}

/** Each with all that lie below it. Less than nothing takes no room. */
function cumulated<Line extends OwnLine>(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => ({
    ...line,
    values: line.values.map((value, at) =>
      value === null
        ? null
        : lines.slice(index).reduce((sum, { values }) => sum + Math.max(0, values[at] ?? 0), 0),
    ),
  }));
}
