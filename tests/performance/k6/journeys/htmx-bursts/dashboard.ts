// Plan §2: an executive's dashboard and widgets. A page asks for its parts at once, and for some of them again while it is open.

import { visitorFor } from "../../lib/auth.ts";
import { ask, send, sendTogether } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { environment } from "../../lib/environment.ts";

/** After so many seconds OBCMS's open pages ask for a fragment again. Which page: see the trace. */
const pollSeconds = {
  dashboard_alerts: 30,
  dashboard_stats_cards: 60,
  dashboard_metrics: 60,
  policies_stats_cards: 60,
  budget_alerts: 60,
  mana_stats_cards: 60,
} as const;
type Polled = keyof typeof pollSeconds;
const polled = Object.keys(pollSeconds) as Polled[];

/** When a fragment was polled last, in milliseconds: this virtual user keeps the tabs of its first round open. */
const polledAt: Partial<Record<Polled, number>> = {};

export function openDashboard(): void {
  if (!runs("dashboard_page")) return;
  const executive = visitorFor("executive");
  executive.page = "/dashboard/";
  send(executive, "dashboard_page");
  fetchTogether(["dashboard_stats_cards", "dashboard_metrics", "dashboard_alerts", "dashboard_activity"]);
}

/** Figures that other pages show in the same way. */
export function openWidgets(): void {
  if (!runs("budget_alerts")) return;
  visitorFor("executive").page = "/budget/execution/";
  fetchTogether(["budget_alerts", "mana_stats_cards", "policies_stats_cards"]);
}

/** The tabs that are still open ask again for what is due by now; without pauses everything is. */
export function pollWhatIsDue(): void {
  if (!runs("dashboard_page")) return;
  const now = Date.now();
  const due = polled.filter((name) => {
    polledAt[name] ??= now;
    return now - polledAt[name] >= pollSeconds[name] * 1000 * environment.thinkTimeScale;
  });
  for (const name of due) polledAt[name] = now;
  visitorFor("executive").page = "/dashboard/";
  if (due.length > 0) fetchTogether(due);
}

function fetchTogether(names: readonly (Polled | "dashboard_activity")[]): void {
  sendTogether(
    visitorFor("executive"),
    names.map((name) => ask(name)),
  );
}
