// The dashboard, where a sign-in leads to: how much there is of everything, and what is due next.

import { html } from "../html/markup.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { shownDate } from "../time.ts";
import { pageAnswer } from "./page.ts";

const counted = {
  Barangays: "barangay",
  Municipalities: "municipality",
  "Monitoring entries": "monitoring_entry",
  Recommendations: "recommendation",
  "Engagement types": "engagement_type",
  "Work items": "work_item",
} as const;

type Due = { id: string; title: string; status: string; due_date: string; progress: number };

export function showDashboard(call: Call<never, User>, services: Services): Answer {
  const { database } = services;
  const cards = Object.entries(counted).map(([title, table]) => {
    const count = database.row<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0;
    return html`<article class="p-6 bg-gray-50 border-gray-200"><h2 class="text-gray-500">${title}</h2>
<p class="text-gray-900">${count}</p></article>`;
  });
  const due = database.rows<Due>(
    `SELECT id, title, status, due_date, progress FROM work_item WHERE status NOT IN ('completed', 'cancelled')
       ORDER BY due_date, id LIMIT 40`,
  );
  const rows = due.map(
    ({ id, title, status, due_date, progress }) =>
      html`<li class="p-4 border-gray-200"><a class="text-blue-600" href="/oobc-management/work-items/${id}/">${title}</a>
<span class="ml-2 text-gray-500">${status}, ${progress}%, due ${shownDate(due_date)}</span></li>
`,
  );
  const content = html`<h1 class="text-gray-900">Dashboard</h1><section id="stats-cards" class="gap-4">${cards}</section>
<section class="mt-8"><h2>Due next</h2><ul>${rows}</ul></section>`;
  return pageAnswer(call, services, { title: "OOBC Staff Dashboard - OBC Management System", content });
}
