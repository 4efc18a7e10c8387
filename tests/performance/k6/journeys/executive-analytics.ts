// Plan §7. Executives who keep their dashboards open, look through budgets and projects, and filter recommendations again and
// again: do the heavy pages hold 750 ms while they refresh? Its parts are in the folder of the same name.

import { group } from "k6";
import { think } from "../lib/pacing.ts";
import { readBudgets, readProjects, readTrends, seeAllAgencies } from "./executive-analytics/pages.ts";
import { filterList, openHome, openRecommendations } from "./executive-analytics/recommendations.ts";
import { refresh } from "./executive-analytics/refresh.ts";
import { beTurnedAway } from "./executive-analytics/refusals.ts";

/** One round of an executive: every page once, then three refreshes with a new filter each. */
export function browseAnalytics(): void {
  inTurn([
    ["recommendations", openRecommendations],
    ["budgets", readBudgets],
    ["oversight", seeAllAgencies],
    ["projects", readProjects],
    ["trends", readTrends],
    ["refresh", refreshThrice],
    ["roles", beTurnedAway],
  ]);
}

/** The dashboards alone, as they stand open on a wall. */
export function refreshDashboards(): void {
  inTurn([
    ["recommendations", openHome],
    ["oversight", seeAllAgencies],
    ["projects", readProjects],
    ["budgets", readBudgets],
    ["refresh", refreshThrice],
    ["roles", beTurnedAway],
  ]);
}

/** The recommendations alone, as they are prepared for a meeting. It arrives at a rate, so it does not pause. */
export function filterRecommendations(): void {
  openRecommendations();
  filterList();
}

function refreshThrice(): void {
  for (let time = 0; time < 3; time += 1) {
    refresh();
    think(0.3, 0.8);
  }
}

/** k6 groups with a pause after each, as a person changes from one page to the next. */
function inTurn(steps: readonly (readonly [feature: string, step: () => void])[]): void {
  for (const [feature, step] of steps) {
    group(feature, step);
    think(0.3, 0.8);
  }
}
