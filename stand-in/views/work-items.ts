// Work items over HTMX: the roots of all trees, the children of one item, its modal, and a change of its progress.

import { itemModal } from "../html/work-item-modal.ts";
import { itemRows, itemTree } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer, plainJson } from "../http/answer.ts";
import { type Call, formOf, type Services, USER_COLUMNS, type User } from "../http/call.ts";
import { notFound } from "../http/errors.ts";
import { staleFor } from "../quirks/stale.ts";
import { manilaTime } from "../time.ts";
import { pageAnswer } from "./page.ts";

export type WorkItem = {
  readonly id: string;
  readonly parent_id: string | null;
  readonly tree_id: number;
  readonly lft: number;
  readonly rght: number;
  readonly level: number;
  readonly work_type: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly priority: string;
  readonly progress: number;
  readonly start_date: string;
  readonly due_date: string;
  readonly children_count: number;
};
type Asked<Argument extends string> = Call<Argument, User>;

const COLUMNS = `item.id, item.parent_id, item.tree_id, item.lft, item.rght, item.level, item.work_type, item.title,
  item.description, item.status, item.priority, item.progress, item.start_date, item.due_date,
  (SELECT count(*) FROM work_item AS child WHERE child.parent_id = item.id) AS children_count`;

/** Roots only, whatever the filters say; and none that carries out a programme of another agency. */
const ROOTS = `SELECT ${COLUMNS} FROM work_item AS item
  LEFT JOIN monitoring_entry AS ppa ON ppa.id = item.related_ppa_id
  WHERE level = 0 AND (ppa.category IS NULL OR ppa.category <> 'moa_ppa')
    AND (?1 = '' OR item.status = ?1) AND (?2 = '' OR work_type = ?2) AND (?3 = '' OR priority = ?3)
    AND (?4 = '' OR instr(lower(item.title), ?4) > 0 OR instr(lower(description), ?4) > 0)
  ORDER BY tree_id, lft`;

/** The fragment for a request of HTMX that asks for `partial=tree`; the whole page for anybody else. */
export function showWorkItems(call: Asked<"status" | "work_type" | "q">, services: Services): Answer {
  const { status, work_type, q } = call.arguments;
  const priority = call.query.get("priority") ?? "";
  const roots = services.database.rows<WorkItem>(ROOTS, status, work_type, priority, q.toLowerCase());
  const isFragment = call.headers["hx-request"] === "true" && call.query.get("partial") === "tree";
  const tree = itemTree(roots);
  return isFragment
    ? htmlAnswer(200, tree.markup)
    : pageAnswer(call, services, { title: "Work Items - OBC Management System", content: tree });
}

/** OBCMS keeps this fragment for 300 s per user, so that it shows old progress meanwhile: the quirk `stale_feeds`. */
export function showTreeChildren(call: Asked<"pk">, services: Services): Answer {
  return staleFor(call, services, () => {
    const item = findWorkItem(services, call.arguments.pk);
    return item === undefined ? notFound() : htmlAnswer(200, itemRows(childrenOf(services, item.id)).markup);
  });
}

export function showModal(call: Asked<"pk">, services: Services): Answer {
  const item = findWorkItem(services, call.arguments.pk);
  if (item === undefined) return notFound();
  const parts = { item, ancestors: ancestorsOf(services, item), assignees: assigneesOf(services, item.id) };
  return htmlAnswer(200, itemModal({ ...parts, children: childrenOf(services, item.id) }).markup);
}

/** No field at all means 0, also when a JSON body was sent: only form fields are read. */
export function updateProgress(call: Asked<"pk">, services: Services): Answer {
  const item = findWorkItem(services, call.arguments.pk);
  if (item === undefined) return notFound();
  const sent = formOf(call).get("progress") ?? "0";
  const progress = /^\s*[+-]?\d+\s*$/.test(sent) ? Number(sent) : -1;
  if (progress < 0 || progress > 100)
    return plainJson(400, { success: false, message: "Invalid progress value" });
  services.database.transaction(() => {
    services.database.run(SET_PROGRESS, progress, manilaTime(Date.now()), item.id);
    if (item.parent_id !== null) recalculate(services, item.parent_id);
  });
  return plainJson(200, { success: true, progress, message: "Progress updated" });
}

const SET_PROGRESS = "UPDATE work_item SET progress = ?, updated_at = ? WHERE id = ?";

/** A parent that follows its children shows the share of them that is completed; and so on upwards. */
export function recalculate(services: Services, id: string): void {
  const { database } = services;
  const parent = database.row<{ parent_id: string | null; progress: number }>(
    `SELECT parent_id, (SELECT 100 * sum(status = 'completed') / count(*) FROM work_item WHERE parent_id = item.id)
       AS progress FROM work_item AS item WHERE id = ? AND auto_calculate_progress = 1`,
    id,
  );
  if (parent === undefined) return;
  database.run(SET_PROGRESS, parent.progress, manilaTime(Date.now()), id);
  if (parent.parent_id !== null) recalculate(services, parent.parent_id);
}

export function findWorkItem({ database }: Services, id: string): WorkItem | undefined {
  return database.row<WorkItem>(`SELECT ${COLUMNS} FROM work_item AS item WHERE id = ?`, id);
}

export function childrenOf({ database }: Services, id: string): WorkItem[] {
  return database.rows<WorkItem>(
    `SELECT ${COLUMNS} FROM work_item AS item WHERE parent_id = ? ORDER BY lft`,
    id,
  );
}

export function ancestorsOf({ database }: Services, { tree_id, lft, rght }: WorkItem): WorkItem[] {
  return database.rows<WorkItem>(
    `SELECT ${COLUMNS} FROM work_item AS item WHERE tree_id = ? AND lft < ? AND rght > ? ORDER BY lft`,
    tree_id,
    lft,
    rght,
  );
}

export function below({ database }: Services, { tree_id, lft, rght }: WorkItem): WorkItem[] {
  return database.rows<WorkItem>(
    `SELECT ${COLUMNS} FROM work_item AS item WHERE tree_id = ? AND lft > ? AND rght < ? ORDER BY lft`,
    tree_id,
    lft,
    rght,
  );
}

export function assigneesOf({ database }: Services, id: string): User[] {
  return database.rows<User>(
    `SELECT ${USER_COLUMNS} FROM user JOIN work_item_assignee ON user_id = user.id
       WHERE work_item_id = ? ORDER BY username`,
    id,
  );
}
