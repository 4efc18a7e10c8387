// Whether the load generator itself was the bottleneck: without this a slow client passes for a slow target.

import type { Result } from "../../result/result.ts";
import { type Html, html, type Insert } from "../escape.ts";
import { count, share } from "../format.ts";
import { viewGenerator } from "../generator-view.ts";
import { most } from "../series.ts";
import { oughtToBeZero, section } from "./frame.ts";

export function generatorSection({ generator, totals, scenarios, series }: Result): Html {
  const { cpu, busy, memory, lag } = viewGenerator(generator);
  const started = scenarios.reduce((sum, scenario) => sum + scenario.started, 0);
  const vus = scenarios.reduce((sum, { maxVus }) => sum + maxVus, 0);
  const dropped = totals.droppedIterations;
  const rows: readonly (readonly [string, Insert, string])[] = [
    [
      "CPU of k6",
      busy ? html`<strong class="alert">${cpu}</strong>` : cpu,
      "while there was load; from 80 % up its own times grow",
    ],
    [
      "Scheduling lag",
      lag,
      "how much later than asked a pause of a journey ended: k6 had no time for its virtual users",
    ],
    [
      "Dropped iterations",
      oughtToBeZero(
        dropped,
        dropped === 0 ? "0" : `${count(dropped)}, ${share(dropped / (dropped + started))} of those due`,
      ),
      "an open model starts no iteration for which no virtual user is free",
    ],
    [
      "Virtual users in use",
      `${count(most(series, "vus"))} of at most ${count(vus)}`,
      "the most in any second, of those that all scenarios together may have",
    ],
    ["Memory of k6", memory, "its peak"],
  ];
  const closed = scenarios.filter(({ model }) => model === "closed").map(({ name }) => name);
  return section("generator", "Load generator", [
    html`<dl class="pairs">${rows.map(
      ([what, value, why]) =>
        html`<div><dt>${what}</dt><dd>${value}<span class="sub">${why}</span></dd></div>\n`,
    )}</dl>`,
    closed.length > 0 &&
      html`<p class="means">Closed model (${closed.join(", ")}): response time per user, not at a rate.</p>`,
  ]);
}
