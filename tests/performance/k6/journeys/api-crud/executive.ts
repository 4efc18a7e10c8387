// Plan §1: planning and budget endpoints, and the feeds of the executives' figures.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";

const feeds = [
  "dashboard_metrics",
  "trends",
  "ocm_dashboard",
  "executive_analytics",
  "executive_forecasting",
  "budget_feedback",
] as const;
const plans = [
  "planning_dashboard",
  "planning_budgeting",
  "budget_preparation_stats",
  "budget_alerts",
] as const;

export function readExecutiveFeeds(): void {
  readAll(feeds);
}

export function readPlans(): void {
  readAll(plans);
}

function readAll(names: readonly ((typeof feeds)[number] | (typeof plans)[number])[]): void {
  for (const name of names) if (runs(name)) send(visitorFor("executive"), name);
}
