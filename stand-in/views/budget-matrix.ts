// Where policies meet budgets: the matrix of approved recommendations, the gaps, and the execution of the year's budget.

import { type Action, dataRow, dataTable, figureCards, pesos } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { pageAnswer } from "./page.ts";

type Asked = Call<never, User>;
type Policy = { id: string; reference_number: string; title: string; category: string; priority: string };
type Sum = { count: number; budget: number };

const FUNDED = `SELECT count(*) AS count, coalesce(sum(budget), 0) AS budget FROM monitoring_entry
  WHERE execution_project_id = ?`;
/** The widgets of the execution page, as its own markup polls them; two of them fail on OBCMS. */
const WIDGETS = [
  { path: "recent-transactions", seconds: 30 },
  { path: "pending-approvals", seconds: 30 },
  { path: "budget-alerts", seconds: 60 },
] as const;
const QUARTERS = [1, 2, 3, 4] as const;

/** One row for each recommendation that may be funded, and one query for what funds it: OBCMS's N+1. */
export function showBudgetMatrix(call: Asked, services: Services): Answer {
  const policies = services.database.rows<Policy>(
    `SELECT id, reference_number, title, category, priority FROM recommendation
       WHERE status IN ('approved', 'in_implementation', 'implemented') ORDER BY reference_number`,
  );
  const rows = policies.map(({ id, reference_number, title, category, priority }) => {
    const { count, budget } = services.database.row<Sum>(FUNDED, id) ?? { count: 0, budget: 0 };
    const actions: Action[] = [
      { title: "View", href: `/policies/${id}/`, hue: "blue" },
      { title: "Fund", href: `/policies/${id}/fund/`, hue: "emerald" },
    ];
    return dataRow(
      [title, reference_number, words(category), words(priority), count, pesos(budget)],
      actions,
    );
  });
  const heads = ["Policy", "Number", "Category", "Priority", "Programmes", "Budget", "Actions"];
  const content = html`<h1 class="text-gray-900">Policies and budgets</h1>${dataTable(heads, rows)}`;
  return pageAnswer(call, services, { title: "Policy-Budget Matrix - OBC Management System", content });
}

export function showGapAnalysis(call: Asked, services: Services): Answer {
  const sectors = services.database.rows<Sum & { sector: string }>(
    `SELECT sector, count(*) AS count, sum(budget) AS budget FROM monitoring_entry
       WHERE status = 'on_hold' GROUP BY sector ORDER BY budget DESC`,
  );
  const content = html`<h1 class="text-gray-900">Gaps</h1>${figureCards(
    ["Unfunded needs", "Needs of high priority", "Covered"].map((title) => ({ title, value: 0 })),
  )}${dataTable(
    ["Sector", "Programmes on hold", "Budget"],
    sectors.map(({ sector, count, budget }) => dataRow([words(sector), count, pesos(budget)], [])),
  )}`;
  return pageAnswer(call, services, { title: "Gap Analysis Dashboard - OBC Management System", content });
}

export function showBudgetExecution(call: Asked, services: Services): Answer {
  const year = Number(new Date(services.clock()).getUTCFullYear());
  const quarters = QUARTERS.map((quarter) => {
    const sum = services.database.row<Sum>(
      `SELECT count(*) AS count, coalesce(sum(budget), 0) AS budget FROM monitoring_entry
         WHERE fiscal_year = ? AND (CAST(substr(start_date, 6, 2) AS INTEGER) + 2) / 3 = ?`,
      year,
      quarter,
    );
    return {
      title: `Quarter ${quarter}`,
      value: pesos(sum?.budget ?? 0),
      parts: { Programmes: sum?.count ?? 0 },
    };
  });
  const largest = services.database.rows<{ title: string; budget: number; progress: number }>(
    "SELECT title, budget, progress FROM monitoring_entry ORDER BY budget DESC, id LIMIT 20",
  );
  const content = html`<h1 class="text-gray-900">Budget execution</h1>${figureCards(quarters)}${WIDGETS.map(
    ({ path, seconds }) =>
      html`<section id="${path}" hx-get="/budget/execution/ajax/${path}/" hx-trigger="load, every ${seconds}s"
 hx-swap="innerHTML" class="p-6 bg-gray-50"></section>
`,
  )}${dataTable(
    ["Programme", "Budget", "Done"],
    largest.map(({ title, budget, progress }) => dataRow([title, pesos(budget), `${progress}%`], [])),
  )}`;
  return pageAnswer(call, services, { title: "Budget Execution Dashboard - OBCMS", content });
}
