// What load was planned and how much of it took place: the part that a percentile never tells.

import { TARGET } from "../../../tests/performance/k6/catalogue/budget.ts";
import type { Card } from "../../../tests/performance/k6/catalogue/card.ts";
import { type CardName, cards } from "../../../tests/performance/k6/catalogue/cards.ts";
import type { Result, ScenarioResult } from "../../result/result.ts";
import { type Html, html, type Insert } from "../escape.ts";
import { count, NOTHING, seconds } from "../format.ts";
import { viewScenario } from "../scenario-view.ts";
import { nothing, oughtToBeZero, section } from "./frame.ts";

export function scenariosSection({ scenarios }: Result): Html {
  if (scenarios.length === 0) return section("scenarios", "Scenarios", nothing("No scenario was started."));
  return section("scenarios", "Scenarios", scenarios.map(block));
}

function block(scenario: ScenarioResult): Html {
  const { name, card, executor, model, plannedSeconds, maxVus } = scenario;
  const { means, planned, achieved } = viewScenario(scenario);
  const ought = (value: number): Html => oughtToBeZero(value, count(value));
  const figures: readonly (readonly [string, Insert])[] = [
    ["Planned", planned],
    ["Started", count(scenario.started)],
    ["Completed", count(scenario.completed)],
    ["Dropped", ought(scenario.dropped)],
    ["Failed", ought(scenario.failed)],
    ["Interrupted", ought(scenario.interrupted)],
    ["Started of planned", achieved ?? NOTHING],
  ];
  return html`
<article class="scenario" aria-labelledby="scenario-${name}">
<h3 id="scenario-${name}">${name} <span class="tag">${model}</span> <code>${executor}</code></h3>
<p class="sub">${titleOf(card)} · ${seconds(plannedSeconds)}, at most ${count(maxVus)} VUs</p>
<dl class="counts">${figures.map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>
<p class="means">${means}</p>
</article>`;
}

/** The plan's section; a scenario that somebody added has none. */
function titleOf(card: string): string {
  if (card === TARGET) return "the target as a whole";
  const row: Card | undefined = cards[card as CardName];
  return row === undefined ? card : `§${row.section} ${row.title} · ${row.priority}`;
}
