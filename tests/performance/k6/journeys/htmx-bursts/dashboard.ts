// Plan §2: an executive's dashboard and widgets. A page asks for its parts at once, and for some of them again while it is open.

import { visitorFor } from "../../lib/auth.ts";
import { ask, send, sendTogether } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { environment } from "../../lib/environment.ts";

type Fragment = keyof typeof pollSeconds | "dashboard_activity";

/** After so many seconds OBCMS's open pages ask for a fragment again. Which page: see the trace. */
const pollSeconds = {
  dashboard_alerts: 30,
  dashboard_stats_cards: 60,
  dashboard_metrics: 60,
  policies_stats_cards: 60,
  budget_alerts: 60,
  mana_stats_cards: 60,
} as const;
const polled = Object.keys(pollSeconds) as (keyof typeof pollSeconds)[];

/** When this virtual user asked for a fragment last, in milliseconds. */
const askedAt: Partial<Record<Fragment, number>> = {};

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
  visitorFor("executive").page = "/dashboard/";
  const now = Date.now();
  fetchTogether(
    polled.filter((name) => {
      const waits = pollSeconds[name] * 1000 * environment.thinkTimeScale;
      return now - (askedAt[name] ?? now) >= waits;
    }),
  );
}

function fetchTogether(names: readonly Fragment[]): void {
  if (names.length === 0) return;
  for (const name of names) askedAt[name] = Date.now();
  sendTogether(
    visitorFor("executive"),
    names.map((name) => ask(name)),
  );
}
