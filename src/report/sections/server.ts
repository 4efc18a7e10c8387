// Where the time went on the server, by what the target told of each answer: what would help most, when waiting took over,
// and each endpoint's parts.

import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count, milliseconds, seconds } from "../format.ts";
import { helps } from "../help-view.ts";
import {
  meanMs,
  type SplitPart,
  splitPartNames,
  splitParts,
  type Timed,
  timedEndpoints,
  totalSeconds,
} from "../split-view.ts";
import { limits } from "../target-view.ts";
import { type Column, nothing, section, table } from "./frame.ts";
import { waitingChart } from "./waiting.ts";

/** Contributions that are worth a line of their own. */
const SHOWN = 5;

export function serverSection(result: Result): Html {
  const rows = timedEndpoints(result.endpoints);
  if (rows.length === 0)
    return section("server", "Where the time went", [
      nothing("The target did not say: no answer had Server-Timing (docs/overlay.md)."),
      helpList(result),
    ]);
  return section("server", "Where the time went", [
    helpList(result),
    waitingChart(result.series),
    html`<p class="legend">${splitPartNames.map((part) => html`<span><i class="part-${part}" aria-hidden="true"></i>${splitParts[part]}</span> `)}</p>`,
    table({
      label: "Where the time went",
      caption: html`Means over the answers that told, by the time of all of them together. ${negatives(rows)}`,
      columns: columnsFor(rows),
      rows,
      sortedBy: "Together",
    }),
  ]);
}

function helpList(result: Result): Html | null {
  const ranked = helps(result).slice(0, SHOWN);
  const full = limits(result);
  if (ranked.length + full.length === 0) return null;
  return html`<h3>What would help most</h3>
${full.length > 0 && html`<ul class="helps">${full.map((sentence) => html`<li><b>At its limit:</b> ${sentence}</li>`)}</ul>`}
${
  ranked.length > 0 &&
  html`<ol class="helps">${ranked.map(
    ({ name, what, hint }) =>
      html`<li><b>${name}</b>: ${what}${hint && html`<span class="sub">${hint}</span>`}</li>`,
  )}</ol>`
}`;
}

/** Both clocks are right to a millisecond or so: a few negative remainders are their noise, many a wrong figure. */
function negatives(rows: readonly Timed[]): string {
  const negative = rows.reduce((sum, { split }) => sum + split.negative, 0);
  const answers = rows.reduce((sum, { split }) => sum + split.answers, 0);
  return `In ${count(negative)} of ${count(answers)} answers the remainder was negative.`;
}

const cpuColumn: Column<Timed> = {
  title: "CPU",
  numeric: true,
  cell: ({ split }) => milliseconds(split.cpu),
  sortBy: ({ split }) => split.cpu,
};

function columnsFor(rows: readonly Timed[]): readonly Column<Timed>[] {
  const longest = Math.max(...rows.map(({ split }) => meanMs(split)));
  const part = (name: SplitPart): Column<Timed> => ({
    title: name === "outside" ? "Outside" : splitParts[name],
    numeric: true,
    cell: ({ split }) => milliseconds(split[name]),
    sortBy: ({ split }) => split[name],
  });
  return [
    { title: "Endpoint", names: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      title: "Answers",
      numeric: true,
      cell: ({ split }) => count(split.answers),
      sortBy: ({ split }) => split.answers,
    },
    {
      title: "Together",
      numeric: true,
      cell: (row) => seconds(totalSeconds(row)),
      sortBy: totalSeconds,
    },
    {
      title: "Mean",
      numeric: true,
      cell: ({ split }) => milliseconds(meanMs(split)),
      sortBy: ({ split }) => meanMs(split),
    },
    { title: "Parts", cell: (row) => stack(row, longest) },
    ...splitPartNames.map(part),
    // Not every target tells of its processor.
    ...(rows.some(({ split }) => split.cpu !== null) ? [cpuColumn] : []),
    {
      title: "Statements",
      numeric: true,
      cell: ({ split: { queries, duplicates, growth } }) =>
        html`${Math.round(queries)}${duplicates >= 1 && html`<span class="sub">${Math.round(duplicates)} repeated</span>`}${growth && html`<span class="sub">${growth.queriesPerRow.toFixed(1)} for each row</span>`}`,
      sortBy: ({ split }) => split.queries,
    },
  ];
}

/** A bar whose length is the mean, and whose parts are the parts of it. */
function stack({ split }: Timed, longest: number): Html {
  const width = longest === 0 ? 0 : (100 * meanMs(split)) / longest;
  return html`<span class="stack" aria-hidden="true" style="width:${Math.max(1, width).toFixed(1)}%">${splitPartNames.map(
    (part) => html`<i class="part-${part}" style="flex-grow:${Math.max(0, split[part]).toFixed(3)}"></i>`,
  )}</span>`;
}
