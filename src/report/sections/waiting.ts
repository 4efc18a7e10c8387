// What an answer took over time, in the target and outside of it, and when waiting took over.

import type { Second } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { milliseconds } from "../format.ts";
import { columnsOf } from "../series.ts";
import { splitParts } from "../split-view.ts";
import { takeoverSentence } from "../takeover-view.ts";
import { ownChart } from "./own-chart.ts";

/** Null where no second tells, as in results of before it was stored. */
export function waitingChart(series: readonly Second[]): Html | null {
  const told = series.flatMap(({ t, server, outside }) =>
    server === undefined || outside === undefined ? [] : [{ t, server, outside }],
  );
  if (told.length === 0) return null;
  const { t, server, outside } = columnsOf(told, ["server", "outside"]);
  const sentence = takeoverSentence(series);
  const most = told.reduce((highest, one) => Math.max(highest, one.server + one.outside), 0);
  return html`${sentence && html`<p class="takeover">${sentence}</p>`}
${ownChart({
  title: "Mean answer per second",
  caption: `At most ${milliseconds(most)} in a second: what the target worked on it, and on top of that ${splitParts.outside}.`,
  unit: " ms",
  whole: false,
  stacked: true,
  height: 160,
  span: [series[0]?.t ?? 0, series.at(-1)?.t ?? 0],
  t: t as readonly number[],
  lines: [
    { label: "outside", values: outside, color: 6 },
    { label: "in the target", values: server, color: 1 },
  ],
})}`;
}
