// What an OBCMS answers about work: children of work items, tracking of programmes, budget what-ifs, and the pages and
// feeds of planning, recommendations and oversight. What a case creates it deletes again.

import type { Case } from "../case.ts";

const HTML = "text/html; charset=utf-8";
const HTMX = { "HX-Request": "true" } as const;
const NOBODY = "00000000-0000-4000-8000-000000000000";
/** REST framework keeps the methods of a view that is a function in a set: their order is another at each start. */
const POST_ALONE = /^(OPTIONS, POST|POST, OPTIONS)$/;
const child = {
  child_work_type: "activity",
  child_title: "Perf child",
  child_status: "not_started",
} as const;
const toast = (message: string): { "HX-Trigger": string } => ({
  "HX-Trigger": `{"showToast": {"message": "${message}", "level": "error"}}`,
});

export const treeCases: readonly Case[] = [
  {
    name: "A project is found to work on",
    request: () => ({
      path: "/oobc-management/work-items/?partial=tree&work_type=project",
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200 },
    keep: { project: /id="work-item-row-([0-9a-f-]{36})"/ },
  },
  {
    name: "A child needs a work type",
    request: ({ project: pk = "" }) => {
      return { endpoint: "work_item_quick_create_child", args: { pk }, as: "staff", headers: HTMX, form: {} };
    },
    expect: {
      status: 400,
      headers: toast("Please select a work type for the child item."),
      empty: true,
    },
  },
  {
    name: "A project cannot lie below a project",
    request: ({ project: pk = "" }) => {
      const form = { ...child, child_work_type: "project" };
      return { endpoint: "work_item_quick_create_child", args: { pk }, as: "staff", headers: HTMX, form };
    },
    expect: { status: 400, headers: toast("Project cannot have Project as child."), empty: true },
  },
  {
    name: "A coordinator may not create a child, and is told so in a header alone",
    request: ({ project: pk = "" }) => {
      const as = "provincial_coordinator" as const;
      return { endpoint: "work_item_quick_create_refused", args: { pk }, as, headers: HTMX, form: child };
    },
    expect: {
      status: 403,
      headers: { ...toast("You do not have permission to create work items."), "Content-Type": HTML },
      empty: true,
    },
  },
  {
    name: "A central administrator may create a child, so a form without a type is refused for the form",
    request: ({ project: pk = "" }) => {
      const as = "central_admin" as const;
      return { endpoint: "work_item_quick_create_child", args: { pk }, as, headers: HTMX, form: {} };
    },
    expect: { status: 400, headers: toast("Please select a work type for the child item."), empty: true },
  },
  {
    name: "A child is created and named in the header, and the children are shown",
    request: ({ project: pk = "" }) => {
      return {
        endpoint: "work_item_quick_create_child",
        args: { pk },
        as: "executive",
        headers: HTMX,
        form: child,
      };
    },
    expect: {
      status: 200,
      headers: {
        "HX-Trigger":
          /^\{"showToast": \{"message": "Activity \\"Perf child\\" created successfully", "level": "success"\}, "childCreated": \{"childId": "[0-9a-f-]{36}"\}\}$/,
        "Content-Type": HTML,
      },
      contains: ["Perf child"],
    },
    keep: { child: /"childId": "([^"]+)"/ },
  },
  {
    name: "The child is among the children of its parent",
    request: ({ project: pk = "" }) => ({
      endpoint: "work_item_modal",
      args: { pk },
      as: "staff",
      headers: HTMX,
    }),
    needs: ["child"],
    expect: { status: 200, contains: ["Perf child"] },
  },
  {
    name: "An administrator may not delete the item of another",
    request: ({ child: pk = "" }) => {
      return { endpoint: "work_item_delete", args: { pk }, as: "central_admin", headers: HTMX };
    },
    expect: {
      status: 403,
      headers: toast("You do not have permission to delete this work item."),
      empty: true,
    },
  },
  {
    name: "Staff may, and five events tell the page",
    request: ({ child: pk = "" }) => ({
      endpoint: "work_item_delete",
      args: { pk },
      as: "staff",
      headers: HTMX,
    }),
    expect: {
      status: 200,
      headers: {
        "HX-Trigger":
          /^\{"workItemDeleted": \{"id": "[0-9a-f-]{36}", "title": "Perf child", "type": "Activity"\}, "showToast": \{"message": "Activity \\"Perf child\\" deleted successfully", "level": "success"\}, "refreshCalendar": true, "closeSidebar": true, "closeDetailPanel": true, "closePPASidebar": true\}$/,
      },
      empty: true,
    },
  },
  {
    name: "A deleted item is not found",
    request: ({ child: pk = "" }) => ({
      endpoint: "work_item_delete",
      args: { pk },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 404, contains: ["<title>Not Found</title>"] },
  },
];

export const trackingCases: readonly Case[] = [
  {
    name: "The portfolio is a fragment for HTMX: ten of all programmes, whatever the filter",
    request: () => ({
      endpoint: "monitoring_portfolio",
      args: { status: "nope" },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200, contains: ['id="record-count"', "Showing 1-10 of"], lacks: ["<html"] },
  },
  {
    name: "A coordinator may not open the portfolio: a page says so",
    request: () => ({ endpoint: "monitoring_portfolio_refused", as: "provincial_coordinator" }),
    expect: {
      status: 403,
      headers: { "Content-Type": HTML, Vary: "Cookie, origin" },
      contains: ["<title>403 - Access Forbidden | OBCMS"],
      cookies: ["csrftoken"],
    },
  },
  {
    name: "The portfolio leads a visitor to the login page",
    request: () => ({ endpoint: "monitoring_portfolio_refused", as: "nobody" }),
    expect: { status: 302, headers: { Location: "/login/?next=/monitoring/" }, empty: true },
  },
  {
    name: "Programmes of other agencies are listed, fifty at a time",
    request: () => ({ endpoint: "monitoring_agency_ppas", as: "staff", args: { page: 1 } }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML },
      contains: ["<title>MOA PPAs", "/monitoring/entry/"],
    },
    keep: { entry: /\/monitoring\/entry\/([0-9a-f-]{36})\// },
  },
  {
    name: "The tab of a programme that is not there is not found",
    request: () => {
      const path = `/monitoring/moa-ppas/${NOBODY}/work-items-tab/` as const;
      return { path, as: "staff", headers: HTMX };
    },
    expect: { status: 404, contains: ["<title>Not Found</title>"] },
  },
  {
    name: "The tab of a programme shows its work items",
    request: ({ entry = "" }) => {
      return { endpoint: "monitoring_work_items_tab", args: { entry }, as: "staff", headers: HTMX };
    },
    expect: {
      status: 200,
      headers: { "Content-Type": HTML },
      contains: ['id="work-items-tab-container"'],
      lacks: ["<html"],
    },
  },
  {
    name: "Tracking of a programme of another agency can be enabled, twice too",
    request: ({ entry = "" }) => {
      return {
        endpoint: "monitoring_enable_tracking",
        args: { entry },
        as: "staff",
        headers: HTMX,
        form: {},
      };
    },
    expect: {
      status: 200,
      headers: { "HX-Trigger": /^\{"show-toast": "Work item tracking (enabled|already enabled)/ },
      contains: ['id="work-items-tab-container"'],
    },
    leaves: "tracking of a programme, with its execution project: only a superuser may disable it",
  },
  {
    name: "Its budget is distributed to the work items",
    request: ({ entry = "" }) => {
      const form = { method: "equal" };
      return { endpoint: "monitoring_distribute_budget", args: { entry }, as: "staff", headers: HTMX, form };
    },
    expect: {
      status: 200,
      headers: { "HX-Trigger": '{"show-toast": "Budget distributed successfully."}' },
      contains: ["₱"],
    },
  },
  {
    name: "Its progress is that of the work items, in JSON where HTMX does not ask",
    request: ({ entry = "" }) => ({
      endpoint: "monitoring_sync_progress",
      args: { entry },
      as: "staff",
      form: {},
    }),
    expect: {
      status: 200,
      json: ["progress"],
      matches: { success: /^true$/, status: /^\w+$/ },
      headers: { "Content-Type": "application/json" },
    },
  },
  {
    name: "Nobody but a superuser disables tracking",
    request: ({ entry = "" }) => {
      const as = "central_admin" as const;
      return {
        endpoint: "monitoring_disable_tracking_refused",
        args: { entry },
        as,
        headers: HTMX,
        form: {},
      };
    },
    expect: {
      status: 403,
      headers: {
        "HX-Trigger": '{"show-toast": "Only superuser administrators can disable work item tracking."}',
      },
    },
  },
  {
    name: "A coordinator enables nothing",
    request: ({ entry = "" }) => {
      const as = "provincial_coordinator" as const;
      return { endpoint: "monitoring_enable_tracking", args: { entry }, as, headers: HTMX, form: {} };
    },
    expect: { status: 403, headers: { "Content-Type": HTML }, contains: ["<title>403"] },
  },
];

export const scenarioCases: readonly Case[] = [
  {
    name: "A budget what-if is computed",
    request: ({ entry = "" }) => {
      const json = { scenarios: [{ entry_id: entry, new_allocation: 1000000 }], total_ceiling: 50000000 };
      return { endpoint: "api_scenario_rebalance", as: "api_client", json };
    },
    expect: {
      status: 200,
      headers: { Allow: POST_ALONE, Vary: "Accept, origin, Cookie" },
      json: ["scenarios.0.entry_title", "scenarios.0.percent_change", "summary.utilization_rate"],
      matches: { valid: /^true$/, remaining: /^49000000$/, "summary.ppa_count": /^1$/ },
    },
  },
  {
    name: "A what-if without a ceiling is not valid, and works with a session too",
    request: ({ entry = "" }) => {
      const json = { scenarios: [{ entry_id: entry, new_allocation: 1000000 }] };
      return { endpoint: "api_scenario_rebalance", as: "staff", json };
    },
    expect: { status: 200, matches: { valid: /^false$/, remaining: /^-1000000$/ } },
  },
  {
    name: "A what-if about nothing is refused",
    request: () => ({ endpoint: "api_scenario_rebalance", as: "api_client", json: {} }),
    expect: { status: 400, exactly: { error: "No scenarios provided" } },
  },
  {
    name: "A what-if about a programme that is not there is not found",
    request: () => {
      const json = { scenarios: [{ entry_id: NOBODY, new_allocation: 1 }] };
      return { endpoint: "api_scenario_rebalance", as: "api_client", json };
    },
    expect: { status: 404, exactly: { error: `Entry ${NOBODY} not found` } },
  },
  {
    name: "Obligations are forecast for six months, whatever is asked",
    request: () => ({ endpoint: "api_obligation_forecast", as: "api_client", json: { months: 3 } }),
    expect: {
      status: 200,
      json: ["current_status.total_allocation", "targets.target_obligations", "recommendations.2.message"],
      matches: { "gaps.months_ahead": /^6$/, "targets.target_obligation_rate": /^85$/ },
    },
  },
  {
    name: "A coordinator may not use the budget scenarios",
    request: () => ({ endpoint: "api_rebalance_refused", as: "provincial_coordinator", json: {} }),
    expect: {
      status: 403,
      headers: { "Content-Type": "application/json", Allow: POST_ALONE },
      exactly: { detail: "You do not have access to this feature." },
    },
  },
  {
    name: "A session may not use them without a CSRF token",
    request: () => ({
      endpoint: "api_rebalance_refused",
      as: "provincial_coordinator",
      csrf: false,
      json: {},
    }),
    expect: { status: 403, exactly: { detail: "CSRF Failed: CSRF token missing." } },
  },
  {
    name: "The budget scenarios need somebody, and a POST",
    request: () => ({ endpoint: "api_scenario_rebalance", as: "nobody", json: {} }),
    expect: {
      status: 401,
      headers: { "WWW-Authenticate": 'Bearer realm="api"', Allow: POST_ALONE },
      exactly: { detail: "Authentication credentials were not provided." },
    },
  },
  {
    name: "The budget scenarios cannot be read",
    request: () => ({ endpoint: "api_scenario_rebalance", method: "GET", as: "api_client" }),
    expect: { status: 405, exactly: { detail: 'Method "GET" not allowed.' } },
  },
];

export const executiveCases: readonly Case[] = [
  {
    name: "Recommendations of one status are all on one page",
    request: () => ({ endpoint: "policies_manage", args: { status: "approved" }, as: "executive" }),
    expect: { status: 200, contains: ["<title>Manage Recommendations", "Approved"], lacks: ["Under review"] },
  },
  {
    name: "Figures of recommendations are a fragment",
    request: () => ({ endpoint: "policies_stats_cards", as: "executive", headers: HTMX }),
    expect: { status: 200, contains: ["Total Recommendations"], lacks: ["<html"] },
  },
  {
    name: "Recommendations refuse staff, and do not lead a visitor to the login page",
    request: () => ({ endpoint: "policies_stats_cards", as: "nobody", headers: HTMX }),
    expect: { status: 403, headers: { "Content-Type": HTML }, contains: ["<title>403"] },
  },
  {
    name: "Planning has a page",
    request: () => ({ endpoint: "planning_dashboard", as: "executive" }),
    expect: { status: 200, contains: ["<title>Planning Dashboard"] },
  },
  {
    name: "Planning and budgeting has a page, with a bare ampersand in its title",
    request: () => ({ endpoint: "planning_budgeting", as: "executive" }),
    expect: { status: 200, contains: ["<title>Planning & Budgeting"] },
  },
  {
    name: "Oversight has a page",
    request: () => ({ endpoint: "ocm_dashboard", as: "executive" }),
    expect: { status: 200, contains: ["<title>OCM Dashboard"] },
  },
  {
    name: "Figures of the dashboard are a fragment",
    request: () => ({ endpoint: "dashboard_metrics", as: "executive", headers: HTMX }),
    expect: { status: 200, contains: ["metric-card", "Total Budget"], lacks: ["<html"] },
  },
  {
    name: "Proposals are counted in JSON",
    request: () => ({ endpoint: "budget_preparation_stats", as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": "application/json" },
      json: ["total_proposals", "draft_proposals", "submitted_proposals", "approved_proposals"],
    },
  },
  {
    name: "Alerts are a fragment that begins with a comment",
    request: () => ({ endpoint: "budget_alerts", as: "executive", headers: HTMX }),
    expect: { status: 200, contains: ["<!-- Budget Alerts Partial"], lacks: ["<html"] },
  },
];
