// What an OBCMS answers to the fragments of its open pages: the dashboard's, and the sidebar of work items with its events.
// What a case creates it deletes again; `project` was kept by an earlier case.

import type { EndpointName } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case, Request } from "../case.ts";

const HTML = "text/html; charset=utf-8";
const FRAGMENT = { "Content-Type": HTML, Vary: "origin, Cookie", "HX-Trigger": null } as const;
const FORM = { "Content-Type": HTML, Vary: "Cookie, origin", "HX-Trigger": null } as const;
const HTMX = { "HX-Request": "true" } as const;
/** OBCMS looks for this word in the address of the page that asks. */
const FROM_ITEMS = { ...HTMX, Referer: "/oobc-management/work-items/" } as const;
const FROM_CALENDAR = { ...HTMX, Referer: "/oobc-management/calendar/" } as const;

/** What is known by which mark, and Content-Length of about OBCMS's size. */
const fragments = [
  ["dashboard_stats_cards", "Total OBC Communities", /^([4-9]\d{3}|1[0-7]\d{3})$/],
  ["dashboard_alerts", '-200 rounded-lg">', /^\d{3}$/],
  ["dashboard_activity", "space-y-3", /^\d{3,4}$/],
  ["mana_stats_cards", "Total Assessments", /^[2-9]\d{3}$/],
] as const;

type Sent = { readonly form?: Record<string, string>; readonly headers?: Record<string, string> };
type OfItem = Extract<
  EndpointName,
  | "work_item_sidebar_detail"
  | "work_item_sidebar_edit_form"
  | "work_item_sidebar_edit_submit"
  | "work_item_delete_modal"
  | "work_item_delete"
>;

function ofItem(
  endpoint: OfItem,
  pk: string | undefined,
  as: "staff" | "central_admin",
  sent: Sent = {},
): Request {
  return { endpoint, args: { pk: pk ?? "" }, as, headers: FROM_ITEMS, ...sent };
}

const whole = {
  work_type: "task",
  title: "Perf sidebar 2",
  status: "in_progress",
  priority: "medium",
  description: "",
  start_date: "2026-11-26",
  due_date: "2026-11-27",
  progress: "42",
} as const;

export const fragmentCases: readonly Case[] = [
  {
    name: "The dashboard names its four fragments",
    request: () => ({ endpoint: "dashboard_page", as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, Vary: "Cookie, origin" },
      contains: [
        "<title>Dashboard - OBC Management System</title>",
        "/dashboard/alerts/",
        "/dashboard/activity/",
        "every 30s",
      ],
    },
  },
  ...fragments.map(
    ([endpoint, mark, size]): Case => ({
      name: `${endpoint} is a fragment of OBCMS's size`,
      request: () => ({ endpoint, as: "executive", headers: HTMX }),
      expect: {
        status: 200,
        headers: { ...FRAGMENT, "Content-Length": size },
        contains: [mark],
        lacks: ["<html"],
      },
    }),
  ),
  {
    name: "A fragment of the dashboard leads whoever is not signed in to the login",
    request: () => ({ endpoint: "dashboard_alerts", as: "nobody", headers: HTMX }),
    expect: {
      status: 302,
      headers: { Location: "/login/?next=/dashboard/alerts/", "HX-Redirect": null },
      empty: true,
    },
  },
  {
    name: "A fragment of recommendations refuses whoever is not signed in, with a page without a way out",
    request: () => ({ endpoint: "policies_stats_cards", as: "nobody", headers: HTMX }),
    expect: { status: 403, contains: ["<title>403 - Access Forbidden"], lacks: ["/logout/"] },
  },
  {
    name: "It refuses staff with the same page, which has a way out",
    request: () => ({ endpoint: "policies_stats_cards", as: "staff", headers: HTMX }),
    expect: { status: 403, contains: ["<title>403 - Access Forbidden", "/logout/"] },
  },
  {
    name: "The form of a new recommendation is a whole page",
    request: () => ({ endpoint: "policies_new", as: "executive" }),
    expect: {
      status: 200,
      contains: ["<title>New Recommendation", "<html"],
      // It names every user of the office.
      headers: { "Content-Length": /^[1-9]\d{5}$/ },
    },
  },
];

export const sidebarCases: readonly Case[] = [
  {
    name: "The form of a new work item comes as a fragment",
    request: () => ({ endpoint: "work_item_sidebar_create_form", as: "staff", headers: FROM_ITEMS }),
    expect: { status: 200, headers: FORM, contains: ["id_title"], lacks: ["<html"], cookies: ["csrftoken"] },
  },
  {
    name: "A work item is created with an event and no body",
    request: () => ({
      endpoint: "work_item_sidebar_create",
      as: "staff",
      headers: FROM_ITEMS,
      form: { ...whole, title: "Perf sidebar", progress: "0" },
    }),
    expect: { status: 204, empty: true, headers: { "HX-Trigger": /"Task created successfully"/ } },
    keep: { made: /"workItemCreated": \{"workItemId": "([0-9a-f-]{36})"/ },
  },
  {
    name: "A new work item without a title is refused with status 200 and no event",
    request: () => ({
      endpoint: "work_item_sidebar_create",
      as: "staff",
      headers: FROM_ITEMS,
      form: { ...whole, title: "" },
    }),
    expect: { status: 200, headers: FORM, contains: ["id_title"] },
  },
  {
    name: "An item is read in the sidebar",
    request: ({ made }) => ofItem("work_item_sidebar_detail", made, "staff"),
    expect: {
      status: 200,
      headers: FRAGMENT,
      contains: ['data-role="sidebar-work-item"', "Perf sidebar"],
      lacks: ["id_title", "<html"],
    },
  },
  {
    name: "The form to change it holds what it has",
    request: ({ made }) => ofItem("work_item_sidebar_edit_form", made, "staff"),
    expect: {
      status: 200,
      headers: FORM,
      contains: ["id_title", 'name="title"', 'value="Perf sidebar"'],
      cookies: ["csrftoken"],
    },
  },
  {
    name: "An administrator reads the item of somebody else instead of changing it",
    request: ({ made }) => ofItem("work_item_sidebar_edit_form", made, "central_admin"),
    expect: {
      status: 200,
      headers: FRAGMENT,
      contains: ['data-role="sidebar-work-item"'],
      lacks: ["id_title"],
    },
  },
  {
    name: "An administrator may not save it",
    request: ({ made }) => ofItem("work_item_sidebar_edit_submit", made, "central_admin", { form: whole }),
    expect: {
      status: 403,
      empty: true,
      headers: { "HX-Trigger": /You do not have permission to edit this work item/ },
    },
  },
  {
    name: "From the page of work items a saved item comes back as its row, with events",
    request: ({ made }) => ofItem("work_item_sidebar_edit_submit", made, "staff", { form: whole }),
    expect: {
      status: 200,
      headers: {
        "HX-Trigger": /"Task updated successfully".*"workItemUpdated": \{"workItemId": "[0-9a-f-]{36}"\}/,
      },
      contains: ["hx-swap-oob", "Perf sidebar 2", 'id="work-item-row-'],
      lacks: ["<html", "id_title"],
    },
  },
  {
    name: "From the calendar it comes back to be read, with another event",
    request: ({ made }) =>
      ofItem("work_item_sidebar_edit_submit", made, "staff", { form: whole, headers: FROM_CALENDAR }),
    expect: {
      status: 200,
      headers: { "HX-Trigger": /"calendarRefresh": \{"eventId"/ },
      contains: ['data-role="sidebar-work-item"'],
    },
  },
  {
    name: "A form without a title is refused with status 200 and no event",
    request: ({ made }) =>
      ofItem("work_item_sidebar_edit_submit", made, "staff", { form: { ...whole, title: "" } }),
    expect: { status: 200, headers: FORM, contains: ["id_title"] },
  },
  {
    name: "Before an item is deleted one is asked",
    request: ({ made }) => ofItem("work_item_delete_modal", made, "staff"),
    expect: { status: 200, headers: FRAGMENT, contains: ["hx-delete", "Perf sidebar 2"], lacks: ["<html"] },
  },
  {
    name: "The item is deleted with events and no body",
    request: ({ made }) => ofItem("work_item_delete", made, "staff"),
    expect: {
      status: 200,
      empty: true,
      headers: { "HX-Trigger": /"workItemDeleted".*"closeSidebar": true/ },
    },
  },
  {
    name: "A deleted item is not found in the sidebar",
    request: ({ made }) => ofItem("work_item_sidebar_detail", made, "staff"),
    expect: { status: 404, headers: { "Content-Type": HTML } },
  },
];
