// OBCMS's app `monitoring`: programmes, projects and activities (PPAs), their budgets, and the work items behind them.

import type { Endpoint } from "../endpoint.ts";

const fragment = { transport: "htmx", signIn: "session", as: "staff" } as const;
const rest = { transport: "json", signIn: "jwt", as: "api_client", access: "write" } as const;
/** Order matters: without tracking the others answer 400. A second time is harmless: "already enabled". */
const tracking = {
  ...fragment,
  method: "POST",
  access: "write",
  ok: [200],
  expects: { trigger: "show-toast" },
  htmx: { target: "work-items-tab-container" },
  residue: "an execution project under the entry: only a superuser may disable tracking again",
} as const;

export const monitoringEndpoints = {
  monitoring_portfolio: {
    ...fragment,
    method: "GET",
    path: "/monitoring/?status={status}",
    django: "monitoring:home",
    access: "read",
    ok: [200],
    expects: { html: 'id="record-count"' },
    htmx: { target: "portfolio-content", trigger: "per-page-select" },
  },
  monitoring_portfolio_refused: {
    method: "GET",
    path: "/monitoring/",
    django: "monitoring:home",
    access: "refusal",
    transport: "page",
    signIn: "session",
    as: "provincial_coordinator",
    ok: [403],
    expects: { html: "<title>403" },
  },
  /** Asked in setup() alone: OBCMS tracks the work of these programmes only, and refuses the others with 400. */
  monitoring_agency_ppas: {
    method: "GET",
    // It shows 10, 25 or 50 of them; after the last page the last one again.
    path: "/monitoring/moa-ppas/?page={page}&page_size=50",
    django: "monitoring:moa_ppas",
    access: "read",
    transport: "page",
    signIn: "session",
    as: "staff",
    ok: [200],
    expects: { html: "<title>MOA PPAs" },
  },
  monitoring_work_items_tab: {
    ...fragment,
    method: "GET",
    path: "/monitoring/moa-ppas/{entry}/work-items-tab/",
    django: "monitoring:work_items_tab",
    access: "read",
    ok: [200],
    expects: { html: 'id="work-items-tab-container"' },
  },
  monitoring_enable_tracking: {
    ...tracking,
    path: "/monitoring/entry/{entry}/enable-tracking/",
    django: "monitoring:enable_workitem_tracking",
    // A project of its own: two roots at once get the same tree id.
    writesTree: true,
  },
  monitoring_distribute_budget: {
    ...tracking,
    path: "/monitoring/entry/{entry}/distribute-budget/",
    django: "monitoring:distribute_budget",
  },
  monitoring_sync_progress: {
    ...tracking,
    path: "/monitoring/entry/{entry}/sync-progress/",
    django: "monitoring:sync_progress",
  },
  /** Only a superuser may, and no persona of the plan is one: the last step of a recalculation is a refusal. */
  monitoring_disable_tracking_refused: {
    ...fragment,
    method: "POST",
    path: "/monitoring/entry/{entry}/disable-tracking/",
    django: "monitoring:disable_workitem_tracking",
    access: "refusal",
    ok: [403],
    expects: { trigger: "show-toast" },
    htmx: { target: "work-items-tab-container" },
  },
  api_scenario_rebalance: {
    ...rest,
    method: "POST",
    path: "/monitoring/api/scenario/rebalance/",
    django: "monitoring:scenario_rebalance",
    recordsFrom: "staff",
    ok: [200],
    expects: { json: ["valid", "within_ceiling", "summary.ppa_count"] },
  },
  api_obligation_forecast: {
    ...rest,
    method: "POST",
    path: "/monitoring/api/scenario/obligation-forecast/",
    django: "monitoring:scenario_obligation_forecast",
    ok: [200],
    expects: { json: ["current_status", "targets", "gaps", "recommendations"] },
  },
  api_rebalance_refused: {
    ...rest,
    method: "POST",
    path: "/monitoring/api/scenario/rebalance/",
    django: "monitoring:scenario_rebalance",
    access: "refusal",
    signIn: "session",
    as: "provincial_coordinator",
    recordsFrom: "staff",
    ok: [403],
    expects: { json: ["detail"] },
  },
} as const satisfies Record<string, Endpoint>;
