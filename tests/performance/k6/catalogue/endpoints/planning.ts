// OBCMS's planning and budget pages and feeds, and the executive pages made from them.

import type { Endpoint } from "../endpoint.ts";

const page = {
  method: "GET",
  access: "read",
  transport: "page",
  signIn: "session",
  as: "executive",
  ok: [200],
} as const;
/** A widget asks for itself and is filled by the answer. */
const widget = (id: string) => ({ target: id, trigger: id }) as const;
const zip = "500: its template uses a filter `zip` that does not exist";
const noDomain = "500: it asks work items for a domain that the model does not have";

export const planningEndpoints = {
  planning_dashboard: {
    ...page,
    path: "/planning/",
    django: "planning:dashboard",
    expects: { html: "<title>Planning Dashboard" },
  },
  planning_budgeting: {
    ...page,
    path: "/oobc-management/planning-budgeting/",
    django: "common:planning_budgeting",
    expects: { html: "<title>Planning & Budgeting" },
  },
  budget_preparation_stats: {
    ...page,
    path: "/budget/preparation/api/stats/",
    django: "budget_preparation:proposal_stats",
    transport: "json",
    expects: { json: ["total_proposals"] },
  },
  budget_alerts: {
    ...page,
    path: "/budget/execution/ajax/budget-alerts/",
    django: "budget_execution:budget_alerts",
    transport: "htmx",
    expects: { html: "Budget Alerts Partial" },
    htmx: widget("budget-alerts"),
  },
  ocm_dashboard: {
    ...page,
    path: "/ocm/",
    django: "ocm:dashboard",
    expects: { html: "<title>OCM Dashboard" },
  },
  ocm_consolidated_budget: {
    ...page,
    path: "/ocm/budget/",
    django: "ocm:consolidated_budget",
    expects: { html: "<title>Consolidated Budget" },
  },
  ocm_planning_overview: {
    ...page,
    path: "/ocm/planning/",
    django: "ocm:planning_overview",
    expects: { html: "<title>Planning Overview" },
  },
  ocm_performance: {
    ...page,
    path: "/ocm/performance/",
    django: "ocm:performance_overview",
    expects: { html: "<title>Performance Overview" },
  },
  policy_budget_matrix: {
    ...page,
    path: "/oobc-management/policy-budget-matrix/",
    django: "common:policy_budget_matrix",
    expects: { html: "<title>Policy-Budget Matrix" },
  },
  gap_analysis: {
    ...page,
    path: "/oobc-management/gap-analysis/",
    django: "common:gap_analysis_dashboard",
    expects: { html: "<title>Gap Analysis" },
  },
  /** The page that polls three widgets; of those only `budget_alerts` answers. */
  budget_execution_dashboard: {
    ...page,
    path: "/budget/execution/",
    django: "budget_execution:dashboard",
    expects: { html: "<title>Budget Execution Dashboard" },
  },
  planning_budgeting_refused: {
    ...page,
    path: "/oobc-management/planning-budgeting/",
    django: "common:planning_budgeting",
    access: "refusal",
    as: "staff",
    ok: [403],
    expects: { html: "<title>403" },
  },
  budget_pending_approvals: {
    ...page,
    path: "/budget/execution/ajax/pending-approvals/",
    django: "budget_execution:pending_approvals",
    transport: "htmx",
    expects: { html: "Approvals" },
    htmx: widget("pending-approvals"),
    broken: "500: it follows a relation that allotments do not have",
  },
  budget_recent_transactions: {
    ...page,
    path: "/budget/execution/ajax/recent-transactions/",
    django: "budget_execution:recent_transactions",
    transport: "htmx",
    expects: { html: "Transactions" },
    htmx: widget("recent-transactions"),
    broken: "500: it orders by a field that the model does not have",
  },
  executive_analytics: {
    ...page,
    path: "/oobc-management/analytics/",
    django: "common:analytics_dashboard",
    expects: { html: "<title>" },
    broken: zip,
  },
  executive_forecasting: {
    ...page,
    path: "/oobc-management/forecasting/",
    django: "common:budget_forecasting",
    expects: { html: "<title>" },
    broken: zip,
  },
  budget_feedback: {
    ...page,
    path: "/oobc-management/budget-feedback/",
    django: "common:budget_feedback_dashboard",
    expects: { html: "<title>" },
    broken: noDomain,
  },
  executive_impact: {
    ...page,
    path: "/oobc-management/impact/",
    django: "common:impact_assessment",
    expects: { html: "<title>" },
    broken: "500: it imports a class that communities do not have",
  },
  transparency: {
    ...page,
    path: "/transparency/",
    django: "common:transparency_dashboard",
    expects: { html: "<title>" },
    broken: noDomain,
  },
} as const satisfies Record<string, Endpoint>;
