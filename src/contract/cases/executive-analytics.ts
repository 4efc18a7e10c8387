// What an OBCMS answers on the pages that executives keep open: recommendations and their filters, budgets, oversight, projects.

import type { Endpoint } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case, Expected, Request } from "../case.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const noFilter = { search: "", status: "", category: "", priority: "" } as const;

const pages = [
  "policies_home",
  "policies_manage_all",
  "policies_programs",
  "policies_services",
  "policy_budget_matrix",
  "gap_analysis",
  "ocm_consolidated_budget",
  "ocm_planning_overview",
  "ocm_performance",
  "budget_execution_dashboard",
  "project_portfolio",
  "project_ppas",
] as const satisfies readonly EndpointName[];

const refusals = [
  ["policies_refused", "staff"],
  ["planning_budgeting_refused", "staff"],
  ["project_portfolio_refused", "provincial_coordinator"],
] as const;

function pageCase(name: (typeof pages)[number]): Case {
  const { expects }: Endpoint = endpoints[name];
  return {
    name: `${name} is a whole page with its title, which nobody keeps`,
    request: () => ({ endpoint: name, as: "executive" }),
    expect: {
      status: 200,
      headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": null, ETag: null },
      contains: ["html" in expects ? expects.html : "", "<html"],
      cookies: ["csrftoken"],
    },
  };
}

function filtered(
  title: string,
  args: Partial<typeof noFilter | Record<string, string>>,
  expect: Expected,
): Case {
  const request = (): Request => ({
    endpoint: "policies_filtered",
    args: { ...noFilter, ...args },
    as: "executive",
  });
  return { name: title, request, expect };
}

export const analyticsCases: readonly Case[] = [
  ...pages.map(pageCase),
  filtered(
    "The form for recommendations finds those of a status and a category",
    { status: "draft", category: "economic_development" },
    { status: 200, contains: ["<title>Manage Recommendations", "Draft"] },
  ),
  filtered(
    "A category that no recommendation has finds none",
    { status: "draft", category: "healthcare" },
    { status: 200, contains: ["<title>Manage Recommendations"], lacks: ['/view/"'] },
  ),
  filtered(
    "Search and priority have no effect",
    { status: "draft", search: "no such text", priority: "no-such-priority" },
    { status: 200, contains: ['/view/"'] },
  ),
  {
    name: "An area of recommendations has a page",
    request: () => ({
      endpoint: "policies_by_area",
      args: { area: "economic-development" },
      as: "executive",
    }),
    expect: {
      status: 200,
      contains: ["<title>Economic Development Recommendations - OBC Management System</title>"],
    },
  },
  {
    name: "What is no area is not found",
    request: () => ({ endpoint: "policies_by_area", args: { area: "no-such-area" }, as: "executive" }),
    expect: { status: 404, contains: ["<title>Not Found</title>"] },
  },
  {
    name: "The page of budget execution asks for its widgets by itself, two of which fail",
    request: () => ({ endpoint: "budget_execution_dashboard", as: "executive" }),
    expect: {
      status: 200,
      contains: [
        'hx-get="/budget/execution/ajax/recent-transactions/"',
        'hx-get="/budget/execution/ajax/pending-approvals/"',
        'hx-get="/budget/execution/ajax/budget-alerts/"',
      ],
    },
  },
  {
    name: "The page of recommendations asks for its cards by itself",
    request: () => ({ endpoint: "policies_home", as: "executive" }),
    expect: { status: 200, contains: ['hx-get="/policies/stats-cards/"'] },
  },
  {
    name: "A visitor who asks for projects is led to the login page",
    request: () => ({ endpoint: "project_portfolio", as: "nobody" }),
    expect: { status: 302, headers: { Location: "/login/?next=/project-management/" } },
  },
  {
    name: "A visitor who asks for recommendations is refused",
    request: () => ({ endpoint: "policies_home", as: "nobody" }),
    expect: { status: 403, contains: ["<title>403"] },
  },
  ...refusals.map(
    ([endpoint, as]): Case => ({
      name: `${endpoint} forbids it with a page`,
      request: () => ({ endpoint, as }),
      expect: {
        status: 403,
        headers: { "Content-Type": "text/html; charset=utf-8" },
        contains: ["<title>403 - Access Forbidden"],
      },
    }),
  ),
  {
    name: "A programme that is not there has no page among the projects",
    request: () => ({ path: `/project-management/ppas/${NOBODY}/x/`, as: "executive" }),
    expect: { status: 404 },
  },
];
