// The alerts of project management, and the button that has them generated: it enqueues a task and says so, no more.

import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { figureCards } from "../html/data-table.ts";
import { html } from "../html/markup.ts";
import {
  type Answer,
  cookie,
  endedCookie,
  noContent,
  redirectTo,
  withCookie,
  withHeaders,
} from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { may } from "../http/permissions.ts";
import { forbiddenPage } from "./forbidden.ts";
import { pageAnswer } from "./page.ts";

const SEVERITIES = ["Critical", "High", "Medium", "Low", "Info"] as const;
const FILTERS = {
  alert_type: ["any", "deadline", "budget", "workflow", "underspending", "overspending"],
  severity: ["any", "critical", "high", "medium", "low", "info"],
  active: ["true", "false"],
  acknowledgment: ["all", "pending"],
} as const;
const QUEUED = "The generation of alerts was put into the queue.";
/** What a page is to say once it is shown: Django keeps it in a cookie until then. */
const MESSAGES = "messages";
const DAY_SECONDS = 86_400;

/** No alert is ever there: on OBCMS the task that makes them meets an error and makes none. */
export function listAlerts(call: Call<never, User>, services: Services): Answer {
  if (!may(call.user, "use_executive_pages")) return forbiddenPage(call, services, "project management");
  const waiting = messagesOf(call);
  const content = html`${Array.from({ length: waiting }, () => html`<p role="status" class="p-4 bg-blue-50 text-blue-800">${QUEUED}</p>`)}
<h1 class="text-gray-900">Alerts</h1>
<button class="p-3 bg-emerald-500" hx-post="${endpoints.alerts_generate_now.path}" hx-swap="none">Refresh</button>
${figureCards(SEVERITIES.map((title) => ({ title, value: 0, parts: { Unacknowledged: 0 } })))}
<form method="get" class="p-6 bg-gray-50">${Object.entries(FILTERS).map(
    ([name, values]) =>
      html`<label class="text-gray-700">${name}<select class="p-2 border-gray-200" name="${name}">${values.map((value) => html`<option value="${value}">${value}</option>`)}</select></label>`,
  )}<button class="p-3 bg-emerald-500">Apply</button></form>
<p class="p-8 text-gray-500">No alerts found</p>`;
  const page = pageAnswer(call, services, { title: "System Alerts - PPA Management", content });
  return waiting === 0 ? page : withCookie(page, endedCookie(MESSAGES));
}

/** Whoever is signed in may. */
export function generateAlerts(call: Call<never, User>, { enqueue }: Services): Answer {
  enqueue(endpoints.alerts_generate_now.enqueues);
  const answer =
    call.headers["hx-request"] === "true"
      ? withHeaders(noContent(), {
          "HX-Trigger": "alert-refresh",
          "Content-Type": "text/html; charset=utf-8",
          Vary: "origin, Cookie",
        })
      : backToTheList();
  return withCookie(answer, cookie(MESSAGES, `${messagesOf(call) + 1}:queued`, DAY_SECONDS, true));
}

/** GET enqueues nothing. */
export function backToTheList(): Answer {
  return redirectTo(endpoints.project_alerts.path);
}

function messagesOf({ cookies }: Call<never, User>): number {
  return Number.parseInt(cookies.get(MESSAGES) ?? "0", 10) || 0;
}
