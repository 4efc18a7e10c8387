// What an OBCMS answers to a browser: sign-in with CSRF, redirects to the login page, HTMX fragments, full pages.

import type { Case } from "../case.ts";

const HTML = "text/html; charset=utf-8";
const HTMX = { "HX-Request": "true" } as const;
const LOGIN_FORM = 'name="csrfmiddlewaretoken"';
const NO_ITEM = { pk: "00000000-0000-4000-8000-000000000000" } as const;
const noFilter = { status: "", work_type: "", q: "" } as const;

export const openCases: readonly Case[] = [
  {
    name: "Health is answered to anybody and never cached",
    request: () => ({ endpoint: "health", as: "nobody" }),
    expect: {
      status: 200,
      headers: { "Content-Type": "application/json", "Cache-Control": /no-store/, Expires: /GMT$/ },
      exactly: { status: "healthy", service: "obcms", version: "1.0.0" },
    },
  },
  {
    name: "Readiness tells of the database and the cache",
    request: () => ({ endpoint: "readiness", as: "nobody" }),
    expect: {
      status: 200,
      exactly: { status: "ready", checks: { database: true, cache: true }, service: "obcms" },
    },
  },
  {
    name: "A page that is not there is not found",
    request: () => ({ path: "/no-such-page/", as: "nobody" }),
    expect: { status: 404, headers: { "Content-Type": HTML }, contains: ["<title>Not Found</title>"] },
  },
  {
    name: "A REST path that is not there is answered in HTML too",
    request: () => ({ path: "/api/no-such-thing/", as: "nobody", headers: { Accept: "application/json" } }),
    expect: { status: 404, headers: { "Content-Type": HTML } },
  },
  {
    name: "A path without its last slash is redirected to the one with it",
    request: () => ({ path: "/login?next=/dashboard/", as: "nobody" }),
    expect: { status: 301, headers: { Location: "/login/?next=/dashboard/", "X-Frame-Options": null } },
  },
];

export const signInCases: readonly Case[] = [
  {
    name: "The login page has a form with a masked CSRF token, and sets the cookie for it",
    request: () => ({ endpoint: "login_page", as: "nobody" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, "Cache-Control": /no-store/, Vary: "Cookie, origin" },
      contains: ["<title>Login", LOGIN_FORM],
      cookies: ["csrftoken"],
    },
    keep: { formToken: /name="csrfmiddlewaretoken" value="(\w{64})"/ },
  },
  {
    name: "A sign-in without a CSRF cookie is forbidden",
    request: () => ({ endpoint: "login_submit", as: "nobody", form: { username: "x", password: "y" } }),
    expect: { status: 403, headers: { "Content-Type": HTML }, contains: ["CSRF verification failed"] },
  },
  {
    name: "A sign-in with a wrong password shows the form again, with status 200",
    request: ({ nobody = "", csrf = "" }) => {
      const form = { username: nobody, password: "x", csrfmiddlewaretoken: csrf };
      return { endpoint: "login_submit", as: "nobody", headers: { Cookie: `csrftoken=${csrf}` }, form };
    },
    expect: { status: 200, headers: { "Content-Type": HTML }, contains: [LOGIN_FORM, "<title>Login"] },
  },
  {
    name: "A sign-in opens a session, changes the CSRF cookie and leads to the dashboard",
    request: ({ staff = "", staff_password: password = "", csrf = "" }) => {
      const form = { username: staff, password, csrfmiddlewaretoken: csrf };
      return { endpoint: "login_submit", as: "nobody", headers: { Cookie: `csrftoken=${csrf}` }, form };
    },
    expect: {
      status: 302,
      headers: { Location: "/dashboard/" },
      empty: true,
      cookies: ["csrftoken", "sessionid"],
    },
  },
  {
    name: "A sign-in leads to where the visitor wanted to go",
    request: ({ executive = "", executive_password: password = "", csrf = "" }) => {
      const form = { username: executive, password, csrfmiddlewaretoken: csrf };
      return {
        path: "/login/?next=/oobc-management/trends/",
        method: "POST",
        as: "nobody",
        headers: { Cookie: `csrftoken=${csrf}` },
        form,
      };
    },
    expect: { status: 302, headers: { Location: "/oobc-management/trends/" }, cookies: ["sessionid"] },
  },
  {
    name: "Whoever is signed in does not see the login page",
    request: () => ({ endpoint: "login_page", as: "staff" }),
    expect: { status: 302, headers: { Location: "/dashboard/" } },
  },
  {
    name: "The dashboard greets whoever signed in",
    request: () => ({ endpoint: "dashboard_page", as: "staff" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, Vary: "Cookie, origin" },
      contains: ["Dashboard"],
      cookies: ["csrftoken"],
    },
  },
  {
    name: "A page leads a visitor to the login page",
    request: () => ({ endpoint: "trends", as: "nobody" }),
    expect: {
      status: 302,
      headers: { Location: "/login/?next=/oobc-management/trends/", Vary: "origin, Cookie" },
      empty: true,
    },
  },
  {
    name: "A fragment leads a visitor to the login page too, by a plain redirect",
    request: () => ({ endpoint: "work_item_tree_root", args: noFilter, as: "nobody", headers: HTMX }),
    expect: {
      status: 302,
      headers: {
        Location: /^\/login\/\?next=\/oobc-management\/work-items\/%3Fpartial%3Dtree/,
        "HX-Redirect": null,
      },
    },
  },
  {
    name: "A token does not open a page",
    request: () => ({ endpoint: "trends", as: "api_client" }),
    expect: { status: 302, headers: { Location: /^\/login\// } },
  },
  {
    name: "A token does not open a form either: CSRF comes first",
    request: ({ item = "" }) => {
      return {
        endpoint: "work_item_update_progress",
        args: { pk: item },
        as: "api_client",
        form: { progress: "1" },
      };
    },
    expect: { status: 403, headers: { "Content-Type": HTML } },
  },
];

export const workItemCases: readonly Case[] = [
  {
    name: "The roots of the work items come as a fragment",
    request: () => ({ endpoint: "work_item_tree_root", args: noFilter, as: "staff", headers: HTMX }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, Vary: "origin, Cookie", "Set-Cookie": null },
      contains: [
        'id="work-item-row-',
        'data-role="items-displayed-count"',
        'hx-get="/oobc-management/work-items/',
      ],
      lacks: ["<html"],
    },
    keep: { item: /id="work-item-row-([0-9a-f-]{36})"/ },
  },
  {
    name: "Without HX-Request the same address is a whole page",
    request: () => ({ endpoint: "work_item_tree_root", args: noFilter, as: "staff" }),
    expect: { status: 200, contains: ["<html", 'id="work-item-row-'] },
  },
  {
    name: "With HX-Request but without partial=tree it is a whole page as well",
    request: () => ({ path: "/oobc-management/work-items/", as: "staff", headers: HTMX }),
    expect: { status: 200, contains: ["<html"] },
  },
  {
    name: "A search that finds no root shows no row",
    request: () => ({
      endpoint: "work_item_tree_root",
      args: { ...noFilter, q: "qqqqq" },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200, lacks: ['id="work-item-row-'] },
  },
  {
    name: "A filter by type that no root has shows no row: only roots are looked at",
    request: () => ({
      endpoint: "work_item_tree_root",
      args: { ...noFilter, work_type: "task" },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200, lacks: ['id="work-item-row-'] },
  },
  {
    name: "The children of a work item come as rows",
    request: ({ item = "" }) => ({
      endpoint: "work_item_tree_children",
      args: { pk: item },
      as: "staff",
      headers: HTMX,
    }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML },
      contains: ['id="work-item-row-', 'data-level="1"'],
      lacks: ["<html"],
    },
  },
  {
    name: "The children of no work item are not found",
    request: () => ({ endpoint: "work_item_tree_children", args: NO_ITEM, as: "staff", headers: HTMX }),
    expect: { status: 404, headers: { "Content-Type": HTML } },
  },
  {
    name: "A work item opens in a modal",
    request: ({ item = "" }) => ({
      endpoint: "work_item_modal",
      args: { pk: item },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200, contains: ['id="modal-title"'], lacks: ["<html"] },
  },
  {
    name: "Progress is set",
    request: ({ item = "" }) => {
      return {
        endpoint: "work_item_update_progress",
        args: { pk: item },
        as: "staff",
        headers: HTMX,
        form: { progress: "41" },
      };
    },
    expect: {
      status: 200,
      headers: { "Content-Type": "application/json", "HX-Trigger": null },
      exactly: { success: true, progress: 41, message: "Progress updated" },
    },
  },
  {
    name: "The new progress is shown",
    request: ({ item = "" }) => ({
      endpoint: "work_item_modal",
      args: { pk: item },
      as: "staff",
      headers: HTMX,
    }),
    expect: { status: 200, contains: ['aria-valuenow="41"'] },
  },
  ...["150", "-1", "abc"].map(
    (progress): Case => ({
      name: `Progress ${progress} is refused`,
      request: ({ item = "" }) => {
        return { endpoint: "work_item_update_progress", args: { pk: item }, as: "staff", form: { progress } };
      },
      expect: { status: 400, exactly: { success: false, message: "Invalid progress value" } },
    }),
  ),
  {
    name: "Progress in a JSON body is not read, and sets 0",
    request: ({ item = "" }) => {
      return {
        endpoint: "work_item_update_progress",
        args: { pk: item },
        as: "staff",
        json: { progress: 50 },
      };
    },
    expect: { status: 200, exactly: { success: true, progress: 0, message: "Progress updated" } },
    leaves: "a work item with progress 0",
  },
  {
    name: "Progress without a CSRF token is refused",
    request: ({ item = "" }) => {
      return {
        endpoint: "work_item_update_progress",
        args: { pk: item },
        as: "staff",
        csrf: false,
        form: { progress: "1" },
      };
    },
    expect: { status: 403, headers: { "Content-Type": HTML }, contains: ["CSRF verification failed"] },
  },
  {
    name: "Progress cannot be read with GET",
    request: ({ item = "" }) => ({
      endpoint: "work_item_update_progress",
      args: { pk: item },
      method: "GET",
      as: "staff",
    }),
    expect: { status: 405, headers: { Allow: "POST" }, empty: true },
  },
  {
    name: "The progress of no work item is not found",
    request: () => ({
      endpoint: "work_item_update_progress",
      args: NO_ITEM,
      as: "staff",
      form: { progress: "1" },
    }),
    expect: { status: 404 },
  },
  {
    name: "The trend page is a whole page, in the weight class of OBCMS's",
    request: () => ({ endpoint: "trends", as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, Vary: "Cookie, origin", "Content-Length": /^(9|1[0-3])\d{4}$/ },
      contains: ["<title>Trend Analysis"],
      cookies: ["csrftoken"],
    },
  },
];
