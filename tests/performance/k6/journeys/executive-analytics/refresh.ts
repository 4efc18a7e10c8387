// Plan §7: a refresh of all that stands open: the widgets that pages poll at once, the trends again, and another filter.

import { visitorFor } from "../../lib/auth.ts";
import { ask, sendTogether } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { visit } from "../../lib/visits.ts";
import { filterList } from "./recommendations.ts";

const widgets = ["policies_stats_cards", "dashboard_metrics", "budget_alerts"] as const;

export function refresh(): void {
  if (!runs("trends")) return;
  const executive = visitorFor("executive");
  executive.page = "/dashboard/";
  sendTogether(
    executive,
    widgets.map((name) => ask(name)),
  );
  visit(executive, "trends");
  filterList();
}
