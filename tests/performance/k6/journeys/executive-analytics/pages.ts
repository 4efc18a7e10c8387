// Plan §7: the pages that add programmes, budgets and projects up. Those that OBCMS cannot show are asked where it is mended.

import { visitorFor } from "../../lib/auth.ts";
import { ask, send, sendTogether } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { visit } from "../../lib/visits.ts";

const budgets = ["policy_budget_matrix", "planning_budgeting", "planning_dashboard", "gap_analysis"] as const;
const agencies = [
  "ocm_dashboard",
  "ocm_consolidated_budget",
  "ocm_planning_overview",
  "ocm_performance",
] as const;
const projects = ["project_portfolio", "project_ppas", "project_budget", "project_analytics"] as const;
const analyses = [
  "trends",
  "executive_analytics",
  "executive_forecasting",
  "executive_impact",
  "budget_feedback",
  "transparency",
] as const;
const widgets = ["budget_alerts", "budget_pending_approvals", "budget_recent_transactions"] as const;

/** The execution page asks for its three widgets at once when it is loaded. */
export function readBudgets(): void {
  if (!runs("budget_execution_dashboard")) return;
  const executive = visitorFor("executive");
  visit(executive, "budget_execution_dashboard");
  executive.page = "/budget/execution/";
  sendTogether(
    executive,
    widgets.filter(runs).map((name) => ask(name)),
  );
  send(executive, "budget_preparation_stats");
  readAll(budgets);
}

export function seeAllAgencies(): void {
  readAll(agencies);
}

export function readProjects(): void {
  readAll(projects);
}

export function readTrends(): void {
  readAll(analyses);
}

type Page = (typeof budgets | typeof agencies | typeof projects | typeof analyses)[number];

function readAll(names: readonly Page[]): void {
  for (const name of names) if (runs(name)) visit(visitorFor("executive"), name);
}
