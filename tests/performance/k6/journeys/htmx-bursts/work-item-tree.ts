// Plan §2: the tree of work items under its filters, one item's children, and an item that is opened from the calendar.

import { visitorFor } from "../../lib/auth.ts";
import { send, type Visitor } from "../../lib/client.ts";
import { type Dataset, leased, runs } from "../../lib/dataset.ts";
import { choose, think } from "../../lib/pacing.ts";

const everything = { status: "", work_type: "", q: "" } as const;
const filters = [
  { ...everything, status: "in_progress" },
  { ...everything, status: "completed" },
  { ...everything, work_type: "project" },
  { ...everything, q: "project 1" },
] as const;

/** Staff on the page of work items; the address matters, because OBCMS looks at it. */
export function staffAtWorkItems(): Visitor {
  const staff = visitorFor("staff");
  staff.page = "/oobc-management/work-items/";
  return staff;
}

export function filterTree({ workItems }: Dataset): void {
  if (!runs("work_item_tree_root")) return;
  const staff = staffAtWorkItems();
  send(staff, "work_item_tree_root", { args: choose(filters) });
  think(0.5, 1);
  send(staff, "work_item_tree_root", { args: everything });
  think(0.5, 1);
  send(staff, "work_item_tree_children", { args: { pk: leased(workItems) } });
}

export function openFromCalendar({ workItems }: Dataset): void {
  if (!runs("work_item_modal")) return;
  const staff = visitorFor("staff");
  staff.page = "/oobc-management/calendar/";
  send(staff, "work_item_modal", { args: { pk: leased(workItems) } });
}
