// Policy recommendations as pages: figures, the list, and the deletion that OBCMS commits before it fails.

import { dataRow, dataTable, figureCards } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { notFound, serverError } from "../http/errors.ts";
import { mayOpen } from "../http/features.ts";
import { shownDate } from "../time.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

const AREA = "recommendations";
const STATES = [
  "draft",
  "under_review",
  "submitted",
  "approved",
  "in_implementation",
  "implemented",
] as const;
const KINDS = ["governance", "economic_development", "healthcare"] as const;
const AREAS = [
  "economic-development",
  "social-development",
  "cultural-development",
  "promotion-of-welfare",
  "rehabilitation-development",
  "protection-rights",
] as const;
const EVIDENCE =
  "SELECT user_type, is_staff FROM user JOIN recommendation ON proposed_by = user.id WHERE recommendation.id = ?";

type Policy = {
  id: string;
  reference_number: string;
  title: string;
  category: string;
  scope: string;
  status: string;
  priority: string;
  created_at: string;
  proposer: string;
};

/** Conditions by what narrows the list; the form's other fields have no effect on OBCMS either. */
const filters = { status: "status = ?", category: "category = ?" } as const;

/** All that match on one page, which OBCMS does not divide, with a query for each to see who may change it. */
export function managePolicies(call: Call<never, User>, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const asked = Object.entries(filters).flatMap(([name, sql]): { sql: string; value: string }[] => {
    const value = call.query.get(name) ?? "";
    return value === "" ? [] : [{ sql, value }];
  });
  const where = asked.length === 0 ? "" : `WHERE ${asked.map(({ sql }) => sql).join(" AND ")}`;
  const policies = policiesWhere(services, where, ...asked.map(({ value }) => value));
  for (const { id } of policies) services.database.row(EVIDENCE, id);
  const heads = ["Title", "Number", "Created", "Category", "Scope", "State", "Priority", "By", "Actions"];
  const content = html`<h1 class="text-gray-900">Recommendations</h1><p>${policies.length} found</p>${dataTable(
    heads,
    policies.map(row),
  )}`;
  return pageAnswer(call, services, { title: "Manage Recommendations - Recommendations Tracking", content });
}

/** The figures of each kind, and the last ten of each. */
export function showPolicyHome(call: Call<never, User>, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const cards = [...STATES, ...STATES.map((state) => `${state} of high priority`)].map((title, index) => {
    const sql = `SELECT count(*) AS count FROM recommendation WHERE status = ? AND ${index < STATES.length ? "1" : "priority = 'high'"}`;
    const count = services.database.row<{ count: number }>(sql, STATES[index % STATES.length] ?? "")?.count;
    return { title: words(title), value: count ?? 0 };
  });
  const latest = KINDS.map((kind) => policiesWhere(services, "WHERE category = ?", kind).slice(0, 10));
  const content = html`<h1 class="text-gray-900">Recommendations tracking</h1>
<div hx-get="/policies/stats-cards/" hx-trigger="load, every 60s" hx-swap="innerHTML">${figureCards(cards)}</div>
${latest.map((policies) => dataTable(["Title", "Number", "Created"], policies.map(row)))}`;
  return pageAnswer(call, services, {
    title: "Recommendations Tracking - OBC Management System",
    content,
  });
}

/** `area`: as in the address, `economic-development`; what is in none of the areas is not found. */
export function showPolicyArea(call: Call<"area", User>, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const { area } = call.arguments;
  if (!AREAS.some((known) => known === area)) return notFound();
  const name = area.replace(
    /(^|-)(\w)/g,
    (_, dash: string, letter: string) => `${dash && " "}${letter.toUpperCase()}`,
  );
  const policies = policiesWhere(services, "WHERE category = ?", area.replaceAll("-", "_")).slice(0, 10);
  const content = html`<h1 class="text-gray-900">${name}</h1>${dataTable(["Title", "Number"], policies.map(row))}`;
  return pageAnswer(call, services, { title: `${name} Recommendations - OBC Management System`, content });
}

export const showPolicyPrograms = emptyKind("Systematic Program Recommendations");
export const showPolicyServices = emptyKind("Service Improvement Recommendations");

/** Nobody has given a recommendation one of these kinds yet. */
function emptyKind(title: string) {
  return (call: Call<never, User>, services: Services): Answer => {
    if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
    const cards = ["In all", "Implemented", "Under review"].map((name) => ({ title: name, value: 0 }));
    const content = html`<h1 class="text-gray-900">${title}</h1>${figureCards(cards)}<p>There is none of this kind.</p>`;
    return pageAnswer(call, services, { title: `${title} - Recommendations Tracking`, content });
  };
}

function isAllowed(user: User, services: Services): boolean {
  return mayOpen(user, "use_executive_pages", "recommendations_access", services);
}

function policiesWhere({ database }: Services, where: string, ...values: string[]): Policy[] {
  return database.rows<Policy>(
    `SELECT recommendation.id, reference_number, title, category, scope, status, priority, created_at,
       username AS proposer FROM recommendation JOIN user ON user.id = proposed_by ${where}
       ORDER BY reference_number DESC`,
    ...values,
  );
}

export function showPolicyCards(call: Call<never, User>, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const counts = services.database.rows<{ status: string; count: number }>(
    "SELECT status, count(*) AS count FROM recommendation GROUP BY status",
  );
  const sum = (...statuses: string[]): number =>
    counts.reduce(
      (all, { status, count }) => all + (statuses.length === 0 || statuses.includes(status) ? count : 0),
      0,
    );
  const card = (title: string, value: number) => {
    return { title, value, parts: { Policies: value, Programs: 0, Services: 0 } };
  };
  return htmlAnswer(
    200,
    figureCards([
      card("Total Recommendations", sum()),
      card("Total Implemented", sum("implemented")),
      card("Submitted", sum("submitted", "under_review", "approved")),
      card("Proposed", sum("draft")),
    ]).markup,
  );
}

/** The row is gone when the answer comes: OBCMS looks for the address of the next page, and there is none. */
export function deletePolicy(call: Call<"id", User>, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const { changes } = services.database.run("DELETE FROM recommendation WHERE id = ?", call.arguments.id);
  return changes === 0 ? notFound() : serverError("NoReverseMatch");
}

function row(policy: Policy) {
  const { id, reference_number, title, category, scope, status, priority, created_at, proposer } = policy;
  const href = `/policies/${id}/`;
  const date = shownDate(created_at.slice(0, 10));
  return dataRow(
    [title, reference_number, date, words(category), words(scope), words(status), words(priority), proposer],
    [
      { title: "View", href: `${href}view/`, hue: "blue" },
      { title: "Edit", href: `${href}edit/`, hue: "emerald" },
      { title: "Delete", href: `${href}delete/`, hue: "red" },
    ],
  );
}
