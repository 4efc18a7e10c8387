// Changes to the trees of work items: a child is created, an item is deleted with all below it. lft and rght of the rest
// of the tree move in the same transaction. OBCMS's do not when several come at once; SQLite lets one write at a time.

import { randomUUID } from "node:crypto";
import { childList } from "../html/child-list.ts";
import { words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer, withTrigger } from "../http/answer.ts";
import { type Call, formOf, type Services, type User } from "../http/call.ts";
import { notFound } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { daysAfter, manilaTime } from "../time.ts";
import { childrenOf, findWorkItem, type WorkItem } from "./work-items.ts";

type Asked = Call<"pk", User>;

/** What may lie below what. */
const CHILD_TYPES: Readonly<Record<string, readonly string[]>> = {
  project: ["sub_project", "activity", "task"],
  sub_project: ["activity", "task"],
  activity: ["sub_activity", "task"],
  sub_activity: ["task"],
  task: ["subtask"],
};

export function quickCreateChild(call: Asked, services: Services): Answer {
  const parent = findWorkItem(services, call.arguments.pk);
  if (parent === undefined) return notFound();
  if (!may(call.user, "create_work_items"))
    return toast(403, "You do not have permission to create work items.");
  const form = formOf(call);
  const type = form.get("child_work_type") ?? "";
  const title = (form.get("child_title") ?? "").trim();
  if (type === "") return toast(400, "Please select a work type for the child item.");
  if (title === "") return toast(400, "Please enter a title for the child item.");
  if (!(CHILD_TYPES[parent.work_type] ?? []).includes(type))
    return toast(400, `${words(parent.work_type)} cannot have ${words(type)} as child.`);
  const id = services.database.transaction(() =>
    insertChild(services, { parent, type, title, form, user: call.user }),
  );
  const answer = htmlAnswer(200, childList(childrenOf(services, parent.id)).markup);
  return withTrigger(answer, {
    showToast: { message: `${words(type)} "${title}" created successfully`, level: "success" },
    childCreated: { childId: id },
  });
}

export function deleteWorkItem(call: Asked, services: Services): Answer {
  const item = findWorkItem(services, call.arguments.pk);
  if (item === undefined) return notFound();
  const owner = services.database.row<{ id: number }>(
    "SELECT created_by_id AS id FROM work_item WHERE id = ?",
    item.id,
  );
  if (owner?.id !== call.user.id && !may(call.user, "delete_work_items_of_others"))
    return toast(403, "You do not have permission to delete this work item.");
  services.database.transaction(() => deleteSubtree(services, item.id));
  const type = words(item.work_type);
  return withTrigger(htmlAnswer(200, ""), {
    workItemDeleted: { id: item.id, title: item.title, type },
    showToast: { message: `${type} "${item.title}" deleted successfully`, level: "success" },
    refreshCalendar: true,
    closeSidebar: true,
    closeDetailPanel: true,
    closePPASidebar: true,
  });
}

/** Within a transaction of the caller's. */
export function deleteSubtree({ database }: Services, id: string): void {
  const item = database.row<WorkItem>("SELECT tree_id, lft, rght FROM work_item WHERE id = ?", id);
  if (item === undefined) return;
  const { tree_id, lft, rght } = item;
  // By parents, as Django's cascade: where edges are wrong it deletes no stranger, and leaves them wrong.
  const below = `WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL
    SELECT work_item.id FROM work_item JOIN below ON parent_id = below.id) SELECT id FROM below`;
  database.run(`DELETE FROM work_item_assignee WHERE work_item_id IN (${below})`, id);
  database.run(`DELETE FROM work_item WHERE id IN (${below})`, id);
  moveBehind(database, { treeId: tree_id, from: rght, by: lft - rght - 1 });
}

type NewChild = { parent: WorkItem; type: string; title: string; form: URLSearchParams; user: User };

/**
 * As the last child, so only what lies behind the parent's end moves. A corrupted insert has read the tree before the
 * last one was written: it takes the edges that its elder brother got.
 */
function insertChild(
  { database, corruptsTree }: Services,
  { parent, type, title, form, user }: NewChild,
): string {
  // Read anew: the parent was looked up before the transaction began.
  const { tree_id, rght, level } =
    database.row<WorkItem>("SELECT tree_id, rght, level FROM work_item WHERE id = ?", parent.id) ?? parent;
  moveBehind(database, { treeId: tree_id, from: rght, by: 2 });
  const elder = corruptsTree
    ? database.row<WorkItem>(
        "SELECT lft, rght FROM work_item WHERE parent_id = ? ORDER BY lft DESC",
        parent.id,
      )
    : undefined;
  const id = randomUUID();
  const now = manilaTime(Date.now());
  const asked = form.get("child_start_date") ?? "";
  const start = Number.isNaN(Date.parse(asked)) ? now.slice(0, 10) : asked;
  database.run(
    `INSERT INTO work_item (id, parent_id, tree_id, lft, rght, level, work_type, title, description, status, priority,
       progress, auto_calculate_progress, start_date, due_date, created_by_id, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0, 1, ?, ?, ?, ?)`,
    id,
    parent.id,
    tree_id,
    elder?.lft ?? rght,
    elder?.rght ?? rght + 1,
    level + 1,
    type,
    title,
    form.get("child_status") || "not_started",
    form.get("child_priority") || "medium",
    start,
    daysAfter(start, 30),
    user.id,
    now,
  );
  return id;
}

function moveBehind(
  database: Services["database"],
  { treeId, from, by }: { treeId: number; from: number; by: number },
): void {
  for (const side of ["lft", "rght"])
    database.run(
      `UPDATE work_item SET ${side} = ${side} + ? WHERE tree_id = ? AND ${side} >= ?`,
      by,
      treeId,
      from,
    );
}

/** No body: the page shows the message of the header. */
function toast(status: number, message: string): Answer {
  return withTrigger(htmlAnswer(status, ""), { showToast: { message, level: "error" } });
}
