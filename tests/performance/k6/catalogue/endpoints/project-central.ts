// OBCMS's app `project_central`: the portfolio of projects as executives see it, its alerts, and the one request that
// usefully enqueues background work.

import type { Endpoint } from "../endpoint.ts";

const page = {
  method: "GET",
  access: "read",
  transport: "page",
  signIn: "session",
  as: "executive",
  ok: [200],
} as const;

export const projectCentralEndpoints = {
  project_portfolio: {
    ...page,
    path: "/project-management/",
    django: "project_central:portfolio_dashboard",
    expects: { html: "<title>Portfolio Dashboard" },
  },
  project_ppas: {
    ...page,
    path: "/project-management/ppas/",
    django: "project_central:moa_ppa_list",
    expects: { html: "<title>MOA PPAs - Project Management Portal" },
  },
  project_portfolio_refused: {
    ...page,
    path: "/project-management/",
    django: "project_central:portfolio_dashboard",
    access: "refusal",
    as: "provincial_coordinator",
    ok: [403],
    expects: { html: "<title>403" },
  },
  project_budget: {
    ...page,
    path: "/project-management/budget/",
    django: "project_central:budget_planning_dashboard",
    expects: { html: "<title>" },
    broken: "500: its template does not exist",
  },
  /** It fails only after 4,000 queries, in 2.5 to 11 s. */
  project_analytics: {
    ...page,
    path: "/project-management/analytics/",
    django: "project_central:me_analytics_dashboard",
    expects: { html: "<title>" },
    broken: "500: it asks work items for a field that the model does not have",
  },
  project_alerts: {
    method: "GET",
    path: "/project-management/alerts/",
    django: "project_central:alert_list",
    access: "read",
    transport: "page",
    signIn: "session",
    as: "executive",
    ok: [200],
    expects: { html: "<title>System Alerts" },
  },
  alerts_generate_now: {
    method: "POST",
    path: "/project-management/alerts/generate-now/",
    django: "project_central:generate_alerts_now",
    access: "write",
    transport: "htmx",
    signIn: "session",
    as: "executive",
    ok: [204],
    expects: { trigger: "alert-refresh" },
    enqueues: "project_central.generate_daily_alerts",
  },
} as const satisfies Record<string, Endpoint>;
