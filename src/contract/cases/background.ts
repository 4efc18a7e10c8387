// What an OBCMS answers where background work is started: the page of alerts, and the button that enqueues their generation.

import type { Case } from "../case.ts";

const HTML = "text/html; charset=utf-8";
const HTMX = { "HX-Request": "true" } as const;
const LIST = "/project-management/alerts/";

export const backgroundCases: readonly Case[] = [
  {
    name: "The alerts are a page, which has no alert and a button to generate some",
    request: () => ({ endpoint: "project_alerts", as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": HTML, Vary: "Cookie, origin" },
      contains: [
        "<title>System Alerts - PPA Management",
        'hx-post="/project-management/alerts/generate-now/"',
        "No alerts found",
      ],
    },
  },
  {
    name: "Staff may not open the alerts",
    request: () => ({ endpoint: "project_alerts", as: "staff" }),
    expect: { status: 403, contains: ["<title>403 - Access Forbidden | OBCMS"] },
  },
  {
    name: "The button enqueues the generation of alerts: no content, an event for the page, a message for the next one",
    request: () => ({ endpoint: "alerts_generate_now", as: "executive", headers: HTMX, form: {} }),
    expect: {
      status: 204,
      headers: { "HX-Trigger": "alert-refresh", "Content-Type": HTML, Vary: "origin, Cookie" },
      empty: true,
      cookies: ["messages"],
    },
  },
  {
    name: "Whoever is signed in may press it, a coordinator too",
    request: () => {
      const as = "provincial_coordinator" as const;
      return { endpoint: "alerts_generate_now", as, headers: HTMX, form: {} };
    },
    expect: { status: 204, headers: { "HX-Trigger": "alert-refresh" }, empty: true },
  },
  {
    name: "Without HTMX it leads back to the list",
    request: () => ({ endpoint: "alerts_generate_now", as: "executive", form: {} }),
    expect: { status: 302, headers: { Location: LIST, "HX-Trigger": null }, cookies: ["messages"] },
  },
  {
    name: "GET leads back to the list",
    request: () => ({ endpoint: "alerts_generate_now", method: "GET", as: "executive" }),
    expect: { status: 302, headers: { Location: LIST }, empty: true },
  },
  {
    name: "Nobody generates alerts without signing in",
    request: () => ({
      endpoint: "alerts_generate_now",
      as: "nobody",
      headers: {
        ...HTMX,
        Cookie: "csrftoken=Conformance0Conformance0Conforma",
        "X-CSRFToken": "Conformance0Conformance0Conforma",
      },
      form: {},
    }),
    expect: { status: 302, headers: { Location: "/login/?next=/project-management/alerts/generate-now/" } },
  },
  {
    name: "Nobody generates alerts without a CSRF token",
    request: () => ({
      endpoint: "alerts_generate_now",
      as: "executive",
      csrf: false,
      headers: HTMX,
      form: {},
    }),
    expect: { status: 403, contains: ["CSRF verification failed"] },
  },
  {
    name: "Staff are refused to disable tracking, and are told in a header",
    request: ({ entry = "" }) => {
      const as = "staff" as const;
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
        "Content-Type": HTML,
      },
    },
  },
];
