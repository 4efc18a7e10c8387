// Project management for directors: the portfolio at a glance, and every programme of other agencies on one page.

import { dataRow, dataTable, figureCards, pesos } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import { words } from "../html/work-item-rows.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { mayOpen } from "../http/features.ts";
import { shownDate } from "../time.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

type Asked = Call<never, User>;
type Programme = {
  id: string;
  title: string;
  status: string;
  budget: number;
  progress: number;
  sector: string;
  start_date: string;
  target_end_date: string;
};

const AREA = "project management";
const COLUMNS = "id, title, status, sector, budget, progress, start_date, target_end_date";
const STATES = ["planning", "ongoing", "completed", "on_hold", "cancelled"] as const;
const WORK = "SELECT count(*) AS count FROM work_item WHERE related_ppa_id = ?";

export function showPortfolioOfProjects(call: Asked, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const cards = STATES.map((status) => {
    const sum = services.database.row<{ count: number; budget: number }>(
      `SELECT count(*) AS count, coalesce(sum(budget), 0) AS budget FROM monitoring_entry WHERE status = '${status}'`,
    );
    return { title: words(status), value: sum?.count ?? 0, parts: { Budget: pesos(sum?.budget ?? 0) } };
  });
  const latest = services.database.rows<Programme>(
    `SELECT ${COLUMNS} FROM monitoring_entry ORDER BY updated_at DESC, id LIMIT 30`,
  );
  const content = html`<h1 class="text-gray-900">Portfolio</h1>${figureCards(cards)}${programmes(latest)}`;
  return pageAnswer(call, services, { title: "Portfolio Dashboard - PPA Management", content });
}

/** Not divided into pages, and a query for the work of each: OBCMS's N+1. */
export function listProgrammes(call: Asked, services: Services): Answer {
  if (!isAllowed(call.user, services)) return forbiddenPage(call, services, AREA);
  const found = services.database.rows<Programme>(
    `SELECT ${COLUMNS} FROM monitoring_entry WHERE category = 'moa_ppa' ORDER BY title`,
  );
  for (const { id } of found) services.database.row(WORK, id);
  const content = html`<h1 class="text-gray-900">Programmes of other agencies</h1>${programmes(found)}`;
  return pageAnswer(call, services, { title: "MOA PPAs - Project Management Portal", content });
}

function isAllowed(user: User, services: Services): boolean {
  return mayOpen(user, "use_executive_pages", "project_management_access", services);
}

function programmes(rows: readonly Programme[]) {
  return dataTable(
    ["Programme", "State", "Sector", "Budget", "Done", "From", "Until", "Actions"],
    rows.map(({ id, title, status, sector, budget, progress, start_date, target_end_date }) =>
      dataRow(
        [
          title,
          words(status),
          words(sector),
          pesos(budget),
          `${progress}%`,
          shownDate(start_date),
          shownDate(target_end_date),
        ],
        [{ title: "View", href: `/project-management/ppas/${id}/`, hue: "blue" }],
      ),
    ),
  );
}
