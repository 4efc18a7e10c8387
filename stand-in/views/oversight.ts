// What the chief minister's office sees of all agencies: budgets, plans and performance. Anybody who is signed in may.

import { dataRow, dataTable, figureCards, pesos } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { pageAnswer } from "./page.ts";

type Asked = Call<never, User>;
type Agency = { id: string; name: string; acronym: string };
type Sum = { count: number; budget: number; progress: number };

const SUM =
  "SELECT count(*) AS count, coalesce(sum(budget), 0) AS budget, coalesce(round(avg(progress)), 0) AS progress";
const AGENCIES = "SELECT id, name, acronym FROM organization ORDER BY name";
/** OBCMS asks for each agency's programmes, proposals and releases by themselves: three queries a row. */
const OF_AGENCY = ["1", "status = 'ongoing'", "status = 'completed'"].map(
  (condition) => `${SUM} FROM monitoring_entry WHERE lead_organization_id = ? AND ${condition}`,
);
const NOTHING: Sum = { count: 0, budget: 0, progress: 0 };

export function showConsolidatedBudget(call: Asked, services: Services): Answer {
  const rows = services.database.rows<Agency>(AGENCIES).map(({ id, name, acronym }) => {
    const [all, ongoing, completed] = OF_AGENCY.map((sql) => services.database.row<Sum>(sql, id) ?? NOTHING);
    return dataRow(
      [
        name,
        acronym,
        all?.count ?? 0,
        pesos(all?.budget ?? 0),
        pesos(ongoing?.budget ?? 0),
        pesos(completed?.budget ?? 0),
      ],
      [{ title: "View", href: `/ocm/moa/${id}/`, hue: "blue" }],
    );
  });
  const heads = ["Agency", "Acronym", "Programmes", "Budget", "Ongoing", "Completed", "Actions"];
  return oversightPage(call, services, "Consolidated Budget", dataTable(heads, rows));
}

/** A plan for each agency, of which the seed has none: one query says so. */
export function showPlanningOverview(call: Asked, services: Services): Answer {
  const agencies = services.database.rows<Agency>(`${AGENCIES} LIMIT 40`);
  for (const { id } of agencies) services.database.row(OF_AGENCY[0] ?? "", id);
  const content = html`${figureCards(
    ["Agencies with a plan", "Strategic goals", "Annual plans"].map((title) => ({ title, value: 0 })),
  )}${dataTable(
    ["Agency", "Plan"],
    agencies.slice(0, 10).map(({ name }) => dataRow([name, "none"], [])),
  )}`;
  return oversightPage(call, services, "Planning Overview", content);
}

export function showPerformance(call: Asked, services: Services): Answer {
  const states = services.database.rows<Sum & { status: string }>(
    `${SUM}, status FROM monitoring_entry GROUP BY status ORDER BY status`,
  );
  const years = services.database.rows<Sum & { fiscal_year: number }>(
    `${SUM}, fiscal_year FROM monitoring_entry GROUP BY fiscal_year ORDER BY fiscal_year`,
  );
  const content = html`${figureCards(
    states.map(({ status, count, progress }) => ({
      title: words(status),
      value: count,
      parts: { "done, %": progress },
    })),
  )}${dataTable(
    ["Year", "Programmes", "Budget", "Done"],
    years.map(({ fiscal_year, count, budget, progress }) =>
      dataRow([fiscal_year, count, pesos(budget), `${progress}%`], []),
    ),
  )}`;
  return oversightPage(call, services, "Performance Overview", content);
}

/** OBCMS writes the name of the module twice into these titles. */
function oversightPage(
  call: Asked,
  services: Services,
  title: string,
  body: ReturnType<typeof html>,
): Answer {
  const content = html`<h1 class="text-gray-900">${title}</h1>${body}`;
  const whole = `${title} - OCM Dashboard - OCM Dashboard - OBC Management System`;
  return pageAnswer(call, services, { title: whole, content });
}
