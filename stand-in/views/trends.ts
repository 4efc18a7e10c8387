// The executive trend page: budgets by year, sectors, and programmes by year and state, added up over all entries.

import { html, type Markup } from "../html/markup.ts";
import { icon } from "../html/menu.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { pageAnswer } from "./page.ts";

type Sum = { label: string; entries: number; budget: number; beneficiaries: number; progress: number };

const SUMS = `count(*) AS entries, sum(budget) AS budget, sum(beneficiaries) AS beneficiaries,
  round(avg(progress)) AS progress FROM monitoring_entry`;
const charts = [
  {
    title: "Budget by year",
    sql: `SELECT fiscal_year || '' AS label, ${SUMS} GROUP BY fiscal_year ORDER BY fiscal_year`,
  },
  { title: "Sectors", sql: `SELECT sector AS label, ${SUMS} GROUP BY sector ORDER BY sum(budget) DESC` },
  {
    title: "Programmes by year and state",
    sql: `SELECT fiscal_year || ' ' || status AS label, ${SUMS} GROUP BY fiscal_year, status ORDER BY fiscal_year, status`,
  },
  { title: "Sources", sql: `SELECT category AS label, ${SUMS} GROUP BY category ORDER BY category` },
] as const;

export function showTrends(call: Call<never, User>, services: Services): Answer {
  const content = html`<h1 class="text-gray-900">Trend Analysis</h1>${charts.map(({ title, sql }) =>
    chart(title, services.database.rows<Sum>(sql)),
  )}`;
  return pageAnswer(call, services, { title: "Trend Analysis - OBC Management System", content });
}

function chart(title: string, sums: readonly Sum[]): Markup {
  const most = Math.max(1, ...sums.map(({ budget }) => budget));
  return html`<section class="p-6 mb-8 bg-gray-50 border-gray-200"><h2 class="text-gray-900">${title}</h2>
<dl>${sums.map((sum) => bar(sum, most))}</dl></section>`;
}

function bar({ label, entries, budget, beneficiaries, progress }: Sum, most: number): Markup {
  const share = Math.round((100 * budget) / most);
  return html`<dt class="p-2 text-gray-900">${icon()}<span class="ml-2">${label}</span></dt>
<dd class="p-2 mb-4 bg-gray-100 border-blue-500"><meter class="mr-4" min="0" max="100" value="${share}">${share}%</meter>
<span class="mr-4 text-emerald-600">₱${money(budget)}</span>
<span class="mr-4 text-blue-600">${entries} programmes</span>
<span class="mr-4 text-purple-600">${money(beneficiaries)} people</span>
<span class="mr-4 text-amber-600">₱${money(Math.round(budget / Math.max(1, beneficiaries)))} each</span>
<span class="text-gray-500">${progress}% done</span></dd>
`;
}

function money(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ",");
}
