// Plan §1: coordination tasks are OBCMS's work items; monitoring keeps them under its programmes and projects.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { type Dataset, leased, leasedByTeam, runs } from "../../lib/dataset.ts";
import { random, think } from "../../lib/pacing.ts";
import { childWorkItem, rebalance } from "../../lib/payloads.ts";
import { leaveBehind } from "../../lib/residue.ts";

export function readWorkItems({ workItems }: Dataset): void {
  if (!runs("work_item_tree_root")) return;
  const staff = visitorFor("staff");
  staff.page = "/oobc-management/work-items/";
  const pk = leased(workItems);
  send(staff, "work_item_tree_root", { args: { status: "", work_type: "", q: "" } });
  send(staff, "work_item_tree_children", { args: { pk } });
  think(0.3, 0.8);
  send(staff, "work_item_modal", { args: { pk } });
}

export function moveWorkItem(dataset: Dataset): void {
  if (!runs("work_item_update_progress")) return;
  const staff = visitorFor("staff");
  staff.page = "/oobc-management/work-items/";
  const pk = leased(dataset.workItems);
  send(staff, "work_item_update_progress", {
    args: { pk },
    form: { progress: String(Math.floor(random() * 100)) },
  });
  if (!runs("work_item_quick_create_child")) return;
  // A project is planned by several people: they add to one tree at once, which is where OBCMS breaks it.
  const project = leasedByTeam(dataset.workItems);
  const created = send(staff, "work_item_quick_create_child", {
    args: { pk: project },
    form: childWorkItem(dataset),
  });
  const child = created.trigger("childCreated.childId");
  if (typeof child === "string") send(staff, "work_item_delete", { args: { pk: child } });
}

export function readMonitoring({ monitoringEntries }: Dataset): void {
  if (!runs("monitoring_portfolio")) return;
  const staff = visitorFor("staff");
  staff.page = "/monitoring/";
  send(staff, "monitoring_portfolio", { args: { status: "ongoing" } });
  send(staff, "monitoring_work_items_tab", { args: { entry: leased(monitoringEntries) } });
}

/** Budget what-ifs write nothing, but OBCMS takes them as POST, and their cost is a write's. */
export function planBudget({ monitoringEntries }: Dataset): void {
  if (runs("api_scenario_rebalance"))
    send(visitorFor("api_client"), "api_scenario_rebalance", { body: rebalance(leased(monitoringEntries)) });
  if (runs("api_obligation_forecast"))
    send(visitorFor("api_client"), "api_obligation_forecast", { body: { months: 6 } });
}

let tracked = false;

export function trackEntry({ monitoringEntries }: Dataset): void {
  if (!runs("monitoring_enable_tracking")) return;
  const staff = visitorFor("staff");
  const entry = leased(monitoringEntries);
  staff.page = `/monitoring/entry/${entry}/`;
  const args = { entry };
  if (send(staff, "monitoring_enable_tracking", { args, form: {} }).ok && !tracked) {
    tracked = true;
    leaveBehind("monitoring_enable_tracking", entry);
  }
  send(staff, "monitoring_distribute_budget", { args, form: { method: "equal" } });
  send(staff, "monitoring_sync_progress", { args, form: {} });
}
