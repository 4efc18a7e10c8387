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
const zip = "500: its template uses a filter `zip` that does not exist";

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
  },
  ocm_dashboard: {
    ...page,
    path: "/ocm/",
    django: "ocm:dashboard",
    expects: { html: "<title>OCM Dashboard" },
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
    broken: "500: it asks work items for a domain that the model does not have",
  },
} as const satisfies Record<string, Endpoint>;
