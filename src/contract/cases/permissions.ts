// Who may do what: persona by action to status, as measured on a live OBCMS. Read by cases.ts.

import { type LeasedPersona, leasedPersonas } from "../../../tests/performance/k6/catalogue/personas.ts";
import type { Case, Request } from "../case.ts";

type Statuses = Readonly<Record<LeasedPersona, number>>;
type Action = {
  readonly title: string;
  readonly request: (as: LeasedPersona) => Request;
  readonly statuses: Statuses;
};

const HTMX = { "HX-Request": "true" } as const;
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** In the order of the personas: api_client, staff, executive, central_admin, provincial_coordinator. */
function statuses(...[api_client, staff, executive, central_admin, provincial_coordinator]: Row): Statuses {
  return { api_client, staff, executive, central_admin, provincial_coordinator };
}
type Row = readonly [number, number, number, number, number];

/** A page opened with GET; pages know sessions only, so a client with a token is led to the login page. */
function page(path: `/${string}`, ...row: Row): Action {
  return { title: `GET ${path}`, request: (as) => ({ path, as }), statuses: statuses(...row) };
}

/** A form sent by HTMX. What nobody may do is asked about a record that is not there: 404 where the role may. */
function form(title: string, path: `/${string}`, ...row: Row): Action {
  const request = (as: LeasedPersona): Request => {
    return { path, method: "POST", as, headers: HTMX, form: { child_title: "x" } };
  };
  return { title, request, statuses: statuses(...row) };
}

export const actions: readonly Action[] = [
  page("/monitoring/", 302, 200, 200, 200, 403),
  page("/monitoring/moa-ppas/", 302, 200, 200, 200, 403),
  page("/policies/manage/?status=approved", 403, 403, 200, 200, 403),
  page("/policies/", 403, 403, 200, 200, 403),
  page("/policies/manage/", 403, 403, 200, 200, 403),
  page("/policies/area/economic-development/", 403, 403, 200, 200, 403),
  page("/policies/programs/", 403, 403, 200, 200, 403),
  page("/policies/services/", 403, 403, 200, 200, 403),
  page("/policies/stats-cards/", 403, 403, 200, 200, 403),
  page("/project-management/", 302, 403, 200, 200, 403),
  page("/project-management/ppas/", 302, 403, 200, 200, 403),
  page("/oobc-management/policy-budget-matrix/", 302, 200, 200, 200, 200),
  page("/oobc-management/gap-analysis/", 302, 200, 200, 200, 200),
  page("/ocm/budget/", 302, 200, 200, 200, 200),
  page("/ocm/planning/", 302, 200, 200, 200, 200),
  page("/ocm/performance/", 302, 200, 200, 200, 200),
  page("/budget/execution/", 302, 200, 200, 200, 200),
  page("/oobc-management/planning-budgeting/", 302, 403, 200, 200, 403),
  page("/planning/", 302, 200, 200, 200, 200),
  page("/ocm/", 302, 200, 200, 200, 200),
  page("/budget/preparation/api/stats/", 302, 200, 200, 200, 200),
  page("/budget/execution/ajax/budget-alerts/", 302, 200, 200, 200, 200),
  page("/dashboard/metrics/", 302, 200, 200, 200, 200),
  page("/communities/manage/", 302, 200, 200, 200, 200),
  page("/oobc-management/trends/", 302, 200, 200, 200, 200),
  page("/api/administrative/users/", 200, 200, 200, 200, 200),
  page("/api/communities/municipalities/", 200, 200, 200, 200, 200),
  form("enable tracking", `/monitoring/entry/${NOBODY}/enable-tracking/`, 403, 404, 404, 404, 403),
  form("delete a policy", `/policies/${NOBODY}/delete/`, 403, 403, 404, 404, 403),
  {
    title: "PATCH a user account",
    request: (as) => ({ endpoint: "api_user_update", args: { id: "999999" }, as, json: { position: "x" } }),
    statuses: statuses(404, 404, 404, 404, 403),
  },
  {
    title: "ask a budget what-if",
    request: (as) => ({ endpoint: "api_scenario_rebalance", as, json: {} }),
    statuses: statuses(400, 400, 400, 400, 403),
  },
];

export const permissionCases: readonly Case[] = actions.flatMap(({ title, request, statuses: expected }) =>
  leasedPersonas.map(
    (persona): Case => ({
      name: `${title} as ${persona}: ${expected[persona]}`,
      request: () => request(persona),
      expect: { status: expected[persona] },
    }),
  ),
);
