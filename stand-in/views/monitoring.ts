// Monitoring: the portfolio of programmes, projects and activities (PPAs), and the list of those of other agencies.

import { dataRow, dataTable, pesos } from "../html/data-table.ts";
import { html, type Markup } from "../html/markup.ts";
import { icon } from "../html/menu.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { may } from "../http/permissions.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

const AREA = "monitoring";
const PER_PAGE = [10, 20, 50];
const AGENCY_PAGE_SIZES = [10, 25, 50];
const CATEGORIES = {
  moa_ppa: "Of other agencies",
  oobc_ppa: "Of the office itself",
  obc_request: "Requests and proposals",
} as const;

type Entry = {
  id: string;
  title: string;
  category: keyof typeof CATEGORIES;
  status: string;
  progress: number;
  budget: number;
  fiscal_year: number;
  lead: string | null;
};

const COLUMNS = `entry.id, title, category, status, progress, budget, fiscal_year, organization.name AS lead
  FROM monitoring_entry AS entry LEFT JOIN organization ON organization.id = lead_organization_id`;

/** The fragment for HTMX, the page for anybody else. Filters of the query are ignored, as on OBCMS. */
export function showPortfolio(call: Call<string, User>, services: Services): Answer {
  if (!may(call.user, "use_monitoring")) return forbiddenPage(call, services, AREA);
  const portfolio = portfolioOf(call, services);
  return call.headers["hx-request"] === "true"
    ? htmlAnswer(200, portfolio.markup)
    : pageAnswer(call, services, { title: "Monitoring & Evaluation", content: portfolio });
}

export function listAgencyPpas(call: Call<"page", User>, services: Services): Answer {
  if (!may(call.user, "use_monitoring")) return forbiddenPage(call, services, AREA);
  const asked = Number(call.query.get("page_size"));
  const size = AGENCY_PAGE_SIZES.includes(asked) ? asked : 10;
  const all = services.database.row<{ count: number }>(
    "SELECT count(*) AS count FROM monitoring_entry WHERE category = 'moa_ppa'",
  );
  const pages = Math.max(1, Math.ceil((all?.count ?? 0) / size));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(call.query.get("page")) || 1)));
  const entries = services.database.rows<Entry>(
    `SELECT ${COLUMNS} WHERE category = 'moa_ppa' ORDER BY entry.id LIMIT ? OFFSET ?`,
    size,
    (page - 1) * size,
  );
  const content = html`<h1 class="text-gray-900">Programmes of other agencies</h1>${dataTable(
    ["Programme", "Agency", "Budget", "Year", "Actions"],
    entries.map((entry) =>
      dataRow([entry.title, entry.lead ?? "", pesos(entry.budget), entry.fiscal_year], actionsOf(entry.id)),
    ),
  )}`;
  return pageAnswer(call, services, { title: "MOA PPAs Management", content });
}

function portfolioOf(call: Call<string, User>, { database }: Services): Markup {
  const asked = Number(call.query.get("per_page"));
  const perPage = PER_PAGE.includes(asked) ? asked : 10;
  const count = database.row<{ count: number }>("SELECT count(*) AS count FROM monitoring_entry")?.count ?? 0;
  const pages = Math.max(1, Math.ceil(count / perPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(call.query.get("page")) || 1)));
  const entries = database.rows<Entry>(
    `SELECT ${COLUMNS} ORDER BY entry.updated_at DESC, entry.id LIMIT ? OFFSET ?`,
    perPage,
    (page - 1) * perPage,
  );
  const first = (page - 1) * perPage;
  return html`<div id="record-count" hx-swap-oob="true" class="mt-1 text-gray-500">
Showing ${first + 1}-${first + entries.length} of ${count} records</div>
${Object.entries(CATEGORIES).map(([category, title]) =>
  section(
    title,
    entries.filter((entry) => entry.category === category),
  ),
)}
<nav aria-label="Pages" class="gap-2">${[page - 1, page + 1]
    .filter((other) => other >= 1 && other <= pages)
    .map(
      (other) =>
        html`<a class="p-2 text-blue-600" hx-get="/monitoring/?page=${other}&amp;per_page=${perPage}" hx-target="#portfolio-content">Page ${other}</a>`,
    )}</nav>
`;
}

function section(title: string, entries: readonly Entry[]): Markup {
  return html`<section class="mb-4"><h2 class="mb-2 text-gray-900">${icon()}${title}</h2><p>${entries.length} records</p>${dataTable(
    ["Programme", "State", "Lead", "Progress", "Actions"],
    entries.map((entry) =>
      dataRow(
        [entry.title, words(entry.status), entry.lead ?? "", `${entry.progress}%`],
        actionsOf(entry.id),
      ),
    ),
  )}</section>
`;
}

function actionsOf(id: string) {
  const href = `/monitoring/entry/${id}/`;
  return [
    { title: "View", href, hue: "blue" },
    { title: "Edit", href: `${href}edit/`, hue: "emerald" },
  ];
}
