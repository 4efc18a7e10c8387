// The file given to `k6 run`: options, setup, one exported function per scenario, summary.

import type { Options } from "k6/options";
import { workThroughTheDay } from "./journeys/api-crud.ts";
import { type Dataset, prepareDataset } from "./lib/dataset.ts";
import { environment } from "./lib/environment.ts";
import { iterate } from "./lib/metrics.ts";
import { type SummaryData, summarise } from "./lib/summary.ts";
import { optionsFor, planLoad } from "./scenarios.ts";

const load = planLoad(environment);

export const options: Options = optionsFor(load, environment);

export function setup(): Dataset {
  return prepareDataset();
}

export function apiCrud(dataset: Dataset): void {
  iterate(() => workThroughTheDay(dataset));
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return { stdout: summarise(data, load.budgets) };
}
