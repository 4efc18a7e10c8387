// Policy recommendations as pages: figures, the list, and the deletion that OBCMS commits before it fails.

import { dataRow, dataTable, figureCards } from "../html/data-table.ts";
import { choiceField, textField } from "../html/form-fields.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { notFound, serverError } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { shownDate } from "../time.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

const AREA = "recommendations";

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

/** All of one status, or of any, on one page: OBCMS does not divide it. */
export function managePolicies(call: Call<"status", User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, AREA);
  const policies = services.database.rows<Policy>(
    `SELECT recommendation.id, reference_number, title, category, scope, status, priority, created_at,
       username AS proposer FROM recommendation JOIN user ON user.id = proposed_by
       WHERE ?1 = '' OR status = ?1 ORDER BY reference_number DESC`,
    call.arguments.status,
  );
  const heads = ["Title", "Number", "Created", "Category", "Scope", "State", "Priority", "By", "Actions"];
  const content = html`<h1 class="text-gray-900">Recommendations</h1><p>${policies.length} found</p>${dataTable(
    heads,
    policies.map(row),
  )}`;
  return pageAnswer(call, services, { title: "Manage Recommendations - Recommendations Tracking", content });
}

export function showPolicyCards(call: Call<never, User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, AREA);
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

/** The form of a new one, which lists every place that it can be about. */
export function showNewPolicy(call: Call<never, User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, AREA);
  const places = services.database.rows<{ id: number; name: string; municipality: string }>(
    `SELECT barangay.id, barangay.name, municipality.name AS municipality FROM barangay
       JOIN municipality ON municipality.id = municipality_id ORDER BY barangay.position LIMIT 600`,
  );
  const fields = ["title", "problem_statement", "policy_objectives", "rationale", "proposed_solution"];
  const content = html`<h1 class="text-gray-900">New recommendation</h1><form method="post" action="/policies/create/">
${fields.map((name) => textField({ name, title: words(name), value: "" }))}${choiceField(
  { name: "target_barangay", title: "Barangay", value: "" },
  places.map(({ id, name, municipality }) => ({
    value: String(id),
    title: `${name}, municipality of ${municipality}, where communities outside of the region live`,
  })),
)}<button class="p-3 bg-blue-600 text-gray-50">Submit</button></form>`;
  return pageAnswer(call, services, { title: "New Recommendation - Recommendations Tracking", content });
}

/** The row is gone when the answer comes: OBCMS looks for the address of the next page, and there is none. */
export function deletePolicy(call: Call<"id", User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, AREA);
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
      { title: "View", href, hue: "blue" },
      { title: "Edit", href: `${href}edit/`, hue: "emerald" },
      { title: "Delete", href: `${href}delete/`, hue: "red" },
    ],
  );
}
