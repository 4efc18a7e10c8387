// Plan §2: items of work are moved on, changed in the sidebar, created and deleted, alone and as a child.

import { type Answer, send, type Visitor } from "../../lib/client.ts";
import { type Dataset, leased, runs } from "../../lib/dataset.ts";
import { fieldsIn } from "../../lib/form.ts";
import { random, think } from "../../lib/pacing.ts";
import { childWorkItem, workItem } from "../../lib/payloads.ts";
import { staffAtWorkItems } from "./work-item-tree.ts";

/** As a card that is moved on a board, and moved again: OBCMS has no endpoint for the board's move itself. */
export function moveProgress({ workItems }: Dataset): void {
  if (!runs("work_item_update_progress")) return;
  const staff = staffAtWorkItems();
  const pk = leased(workItems);
  for (let move = 0; move < 2; move += 1) {
    send(staff, "work_item_update_progress", { args: { pk }, form: { progress: somewhere() } });
    think(0.5, 1);
  }
}

export function editInSidebar({ workItems }: Dataset): void {
  if (!runs("work_item_sidebar_edit_submit")) return;
  const staff = staffAtWorkItems();
  const pk = leased(workItems);
  send(staff, "work_item_sidebar_detail", { args: { pk } });
  const form = send(staff, "work_item_sidebar_edit_form", { args: { pk } });
  think(1, 2);
  if (!form.ok) return;
  const changed = { ...fieldsIn(form.body), progress: somewhere() };
  send(staff, "work_item_sidebar_edit_submit", { args: { pk }, form: changed });
}

/** Opened by mistake, and closed. */
export function askAndCancel({ workItems }: Dataset): void {
  if (!runs("work_item_delete_modal")) return;
  send(staffAtWorkItems(), "work_item_delete_modal", { args: { pk: leased(workItems) } });
}

/** The page refreshes its tree when an item was created. */
export function createAndDelete(dataset: Dataset): void {
  if (!runs("work_item_sidebar_create_form")) return;
  const staff = staffAtWorkItems();
  const form = send(staff, "work_item_sidebar_create_form");
  think(1, 2);
  if (!form.ok || !runs("work_item_sidebar_create")) return;
  const filledIn = { ...fieldsIn(form.body), ...workItem(dataset) };
  const created = send(staff, "work_item_sidebar_create", { form: filledIn });
  const pk = created.trigger("workItemCreated.workItemId");
  if (typeof pk !== "string") return;
  send(staff, "work_item_tree_root", { args: { status: "", work_type: "", q: "" } });
  remove(staff, pk);
}

export function addAndRemoveChild(dataset: Dataset): void {
  if (!runs("work_item_quick_create_child")) return;
  const staff = staffAtWorkItems();
  const pk = leased(dataset.workItems);
  staff.page = `/oobc-management/work-items/${pk}/edit/`;
  const created = send(staff, "work_item_quick_create_child", { args: { pk }, form: childWorkItem(dataset) });
  const child = created.trigger("childCreated.childId");
  if (typeof child === "string") remove(staff, child);
}

/** Asked before, as the page does. */
function remove(staff: Visitor, pk: string): Answer {
  send(staff, "work_item_delete_modal", { args: { pk } });
  return send(staff, "work_item_delete", { args: { pk } });
}

function somewhere(): string {
  return String(Math.floor(random() * 100));
}
