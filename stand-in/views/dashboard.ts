// The dashboard, where a sign-in leads to, and the four fragments that it asks for when it is open. OBCMS keeps none of them.

import { figureCards } from "../html/data-table.ts";
import { html, type Markup } from "../html/markup.ts";
import { type Answer, htmlAnswer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { may } from "../http/permissions.ts";
import { shownDate } from "../time.ts";
import { pageAnswer } from "./page.ts";

type Asked = Call<never, User>;
type Due = { id: string; title: string; status: string; due_date: string; progress: number };

/** What is asked for at once, and again after so many seconds. */
const fragments = [
  ["stats-cards", "load, every 60s"],
  ["metrics", "load, every 60s"],
  ["alerts", "load, every 30s"],
  ["activity", "load"],
] as const;

/** Executives see a longer one, under another name. */
export function showDashboard(call: Asked, services: Services): Answer {
  const isExecutive = may(call.user, "use_executive_pages");
  const due = services.database.rows<Due>(
    `SELECT id, title, status, due_date, progress FROM work_item WHERE status NOT IN ('completed', 'cancelled')
       ORDER BY due_date, id LIMIT ?`,
    isExecutive ? 120 : 40,
  );
  const content = html`<h1 class="text-gray-900">Dashboard</h1>${fragments.map(
    ([name, trigger]) =>
      html`<section hx-get="/dashboard/${name}/" hx-trigger="${trigger}" hx-swap="innerHTML" class="mt-8 gap-4"></section>
`,
  )}<section class="mt-8"><h2>Due next</h2><ul>${due.map(dueRow)}</ul></section>`;
  const name = isExecutive ? "Dashboard" : "OOBC Staff Dashboard";
  return pageAnswer(call, services, { title: `${name} - OBC Management System`, content });
}

/** A query for each figure, as on OBCMS. */
export function showStatsCards(_: Asked, { database }: Services): Answer {
  const count = (what: string): number =>
    database.row<{ count: number }>(`SELECT count(*) AS count FROM ${what}`)?.count ?? 0;
  const cards = [
    {
      title: "Total OBC Communities",
      value: count("community"),
      parts: { "Barangay OBCs": count("community WHERE households > 0"), Municipal: count("coverage") },
    },
    {
      title: "Total Assessments",
      value: 0,
      parts: { Completed: 0, Ongoing: 0, Planned: 0 },
    },
    {
      title: "Active Partnerships",
      value: count("organization WHERE is_active = 1"),
      parts: { Agencies: count("organization"), Contacts: count("contact") },
    },
    {
      title: "Recommendations",
      value: count("recommendation"),
      parts: {
        Approved: count("recommendation WHERE status = 'approved'"),
        Submitted: count("recommendation WHERE status = 'submitted'"),
        Drafts: count("recommendation WHERE status = 'draft'"),
        Implemented: count("recommendation WHERE status = 'implemented'"),
      },
    },
    {
      title: "Monitoring",
      value: count("monitoring_entry"),
      parts: {
        Ongoing: count("monitoring_entry WHERE status = 'ongoing'"),
        Planned: count("monitoring_entry WHERE status = 'planning'"),
        Completed: count("monitoring_entry WHERE status = 'completed'"),
      },
    },
  ];
  return htmlAnswer(200, figureCards(cards).markup);
}

/** Nothing is logged that it could show. */
export function showActivity(): Answer {
  return htmlAnswer(
    200,
    html`<div class="space-y-3"><div class="p-8 text-gray-400"><p>Nothing has been done of late.</p></div>
<p class="text-gray-400">What people do shows up here.</p></div>`.markup,
  );
}

export function showAlerts(): Answer {
  return htmlAnswer(
    200,
    html`<div class="p-4 bg-green-50 border border-green-200 rounded-lg"><span class="text-gray-700">All systems normal</span>
<small class="text-gray-500">Nothing waits for anybody to look after it.</small></div>`.markup,
  );
}

function dueRow({ id, title, status, due_date, progress }: Due): Markup {
  return html`<li class="p-4 border-gray-200"><a class="text-blue-600" href="/oobc-management/work-items/${id}/">${title}</a>
<span class="ml-2 text-gray-500">${status}, ${progress}%, due ${shownDate(due_date)}</span></li>
`;
}
