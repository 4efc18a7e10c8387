// What load was planned and how much of it took place: the part that a percentile never tells.

import { type Card, type CardName, cards } from "../../../tests/performance/k6/catalogue/cards.ts";
import type { Result, ScenarioResult } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { count, seconds } from "../format.ts";
import { type Column, nothing, oughtToBeZero, section, table } from "./frame.ts";

export function scenariosSection({ scenarios }: Result): Html {
  if (scenarios.length === 0) return section("scenarios", "Scenarios", nothing("No scenario was started."));
  return section(
    "scenarios",
    "Scenarios",
    table({
      label: "Scenarios",
      caption:
        "Iterations of each workload. Closed: users wait for their answers. Open: work arrives at a rate of its own.",
      columns,
      rows: scenarios,
    }),
  );
}

const ought = (value: number): Html => oughtToBeZero(value, count(value));

const columns: readonly Column<ScenarioResult>[] = [
  {
    title: "Scenario",
    names: true,
    cell: ({ name, card }) => html`${name}<span class="sub">${titleOf(card)}</span>`,
  },
  { title: "Executor", cell: ({ executor }) => html`<code>${executor}</code>` },
  { title: "Model", cell: ({ model }) => model },
  {
    title: "Planned",
    numeric: true,
    cell: ({ plannedIterations, plannedSeconds }) =>
      plannedIterations === null ? seconds(plannedSeconds) : `${count(plannedIterations)} iterations`,
  },
  { title: "Most VUs", numeric: true, cell: ({ maxVus }) => count(maxVus) },
  { title: "Started", numeric: true, cell: ({ started }) => count(started) },
  { title: "Completed", numeric: true, cell: ({ completed }) => count(completed) },
  { title: "Failed", numeric: true, cell: ({ failed }) => ought(failed) },
  { title: "Interrupted", numeric: true, cell: ({ interrupted }) => ought(interrupted) },
  { title: "Dropped", numeric: true, cell: ({ dropped }) => ought(dropped) },
];

/** The plan's section; a scenario that somebody added has none. */
function titleOf(card: string): string {
  const row: Card | undefined = cards[card as CardName];
  return row === undefined ? card : `§${row.section} ${row.title} · ${row.priority}`;
}
