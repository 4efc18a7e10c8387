// Plan §2. People with pages open whose parts come one by one: do fragments stay small, quick and fragments?
// Its parts are in the folder of the same name; traces/htmx_bursts.md tells which requests OBCMS's own pages make.

import { group } from "k6";
import type { Dataset } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import { openDashboard, openWidgets, pollWhatIsDue } from "./htmx-bursts/dashboard.ts";
import { readMonitoring } from "./htmx-bursts/monitoring.ts";
import { startRecommendation } from "./htmx-bursts/recommendations.ts";
import { filterTree, openFromCalendar } from "./htmx-bursts/work-item-tree.ts";
import {
  addAndRemoveChild,
  askAndCancel,
  createAndDelete,
  editInSidebar,
  moveProgress,
} from "./htmx-bursts/work-items.ts";

type Step = readonly [feature: string, step: (dataset: Dataset) => void];

const reading: readonly Step[] = [
  ["dashboard", openDashboard],
  ["analytics widgets", openWidgets],
  ["recommendations", startRecommendation],
  ["work-item tree", filterTree],
  ["calendar", openFromCalendar],
  ["monitoring", readMonitoring],
  ["polls", pollWhatIsDue],
];
const writing: readonly Step[] = [
  ["progress", moveProgress],
  ["sidebar", editInSidebar],
  ["deletion", askAndCancel],
  ["new work item", createAndDelete],
  ["child", addAndRemoveChild],
];

/** Somebody who looks at the dashboard, works on items of work, and comes back to it. */
export function workInBursts(dataset: Dataset): void {
  readInBursts(dataset);
  writeInBursts(dataset);
}

export function readInBursts(dataset: Dataset): void {
  inTurn(reading, dataset);
}

export function writeInBursts(dataset: Dataset): void {
  inTurn(writing, dataset);
}

function inTurn(steps: readonly Step[], dataset: Dataset): void {
  for (const [feature, step] of steps) {
    group(feature, () => step(dataset));
    think(0.5, 1.5);
  }
}
