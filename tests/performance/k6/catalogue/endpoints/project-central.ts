// OBCMS's app `project_central`: the alerts of project management, and the one request that usefully enqueues background work.

import type { Endpoint } from "../endpoint.ts";

export const projectCentralEndpoints = {
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
