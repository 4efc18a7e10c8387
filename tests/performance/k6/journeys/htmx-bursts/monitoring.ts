// Plan §2: the monitoring portfolio, whose list comes as a fragment when its length is changed, and a programme's work items.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { type Dataset, leased, runs } from "../../lib/dataset.ts";
import { think } from "../../lib/pacing.ts";

export function readMonitoring({ monitoringEntries }: Dataset): void {
  if (!runs("monitoring_portfolio")) return;
  const staff = visitorFor("staff");
  staff.page = "/monitoring/";
  send(staff, "monitoring_portfolio", { args: { status: "ongoing" } });
  think(0.5, 1);
  const entry = leased(monitoringEntries);
  staff.page = `/monitoring/entry/${entry}/`;
  send(staff, "monitoring_work_items_tab", { args: { entry } });
}
