// The sidebar of work items, which OBCMS opens as a modal: an item to read, a form to change it, a form to make one.
// A form that is refused comes back with status 200 and no HX-Trigger: the quirk `false_success`.

import { randomUUID } from "node:crypto";
import { childList } from "../html/child-list.ts";
import { csrfField } from "../html/layout.ts";
import { html } from "../html/markup.ts";
import { createForm, deleteModal, type Editable, editForm } from "../html/work-item-forms.ts";
import { itemModal } from "../html/work-item-modal.ts";
import { itemRows, words } from "../html/work-item-rows.ts";
import { type Answer, htmlAnswer, noContent, withCookie, withHeaders, withTrigger } from "../http/answer.ts";
import { type Call, formOf, type Services, type User } from "../http/call.ts";
import { csrfCookie, newSecret, secretOf } from "../http/csrf.ts";
import { notFound } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { refusedForm } from "../quirks/refused-form.ts";
import { daysAfter, manilaTime } from "../time.ts";
import { ancestorsOf, assigneesOf, below, childrenOf, findWorkItem, recalculate } from "./work-items.ts";

type Asked = Call<"pk", User>;
type Stored = Editable & {
  readonly id: string;
  readonly parent_id: string | null;
  readonly created_by_id: number;
};

const CLOSING = { closeSidebar: true, closeDetailPanel: true, closePPASidebar: true } as const;

export function showDetail(call: Asked, services: Services): Answer {
  const item = findWorkItem(services, call.arguments.pk);
  if (item === undefined) return notFound();
  const ancestors = ancestorsOf(services, item);
  const parts = { item, ancestors, assignees: assigneesOf(services, item.id) };
  const children = childrenOf(services, item.id);
  const modal = itemModal({ ...parts, children });
  return htmlAnswer(
    200,
    html`<aside data-role="sidebar-work-item" data-work-item-id="${item.id}">${modal}
<h3 class="text-gray-400">Next steps</h3>${childList(children.slice(0, 2))}</aside>`.markup,
  );
}

/** Whoever may not change the item reads it instead, with the same status. */
export function showEditForm(call: Asked, services: Services): Answer {
  const item = stored(services, call.arguments.pk);
  if (item === undefined) return notFound();
  return mayEdit(call.user, item) ? withForm(call, services, item) : showDetail(call, services);
}

export function saveEdit(call: Asked, services: Services): Answer {
  const item = stored(services, call.arguments.pk);
  if (item === undefined) return notFound();
  if (!mayEdit(call.user, item))
    return withTrigger(htmlAnswer(403, ""), {
      showToast: { message: "You do not have permission to edit this work item.", level: "error" },
    });
  const changed = { ...item, ...sentFields(call, item) };
  const problem = refusalOf(changed);
  if (problem !== undefined) return refusedForm(services, withForm(call, services, changed, problem));
  save(services, changed);
  return saved(call, services, changed);
}

export function showCreateForm(call: Call<never, User>, services: Services): Answer {
  const programmes = services.database.rows<{ value: string; title: string }>(
    `SELECT id AS value, title FROM monitoring_entry WHERE category IN ('moa_ppa', 'oobc_ppa') ORDER BY title`,
  );
  return formAnswer(call, (secretField) => createForm({ secretField, programmes }).markup);
}

export function createWorkItem(call: Call<never, User>, services: Services): Answer {
  const form = formOf(call);
  const title = (form.get("title") ?? "").trim();
  const type = form.get("work_type") ?? "";
  if (title === "" || type === "") return refusedForm(services, showCreateForm(call, services));
  const id = services.database.transaction(() => insertRoot(services, form, call.user));
  const shown = { showToast: { message: `${words(type)} created successfully`, level: "success" } };
  const created = isFromItems(call)
    ? { workItemCreated: { workItemId: id } }
    : { calendarRefresh: { eventId: id } };
  return withTrigger(noContent(), { ...created, ...shown, ...CLOSING });
}

export function askBeforeDeletion(call: Asked, services: Services): Answer {
  const item = findWorkItem(services, call.arguments.pk);
  if (item === undefined) return notFound();
  return htmlAnswer(200, deleteModal(item, below(services, item)).markup);
}

function stored({ database }: Services, id: string): Stored | undefined {
  return database.row<Stored>(
    `SELECT id, parent_id, created_by_id, work_type, title, status, priority, description, start_date, due_date, progress,
       related_ppa_id FROM work_item WHERE id = ?`,
    id,
  );
}

function mayEdit(user: User, { created_by_id }: Stored): boolean {
  return created_by_id === user.id || may(user, "edit_work_items_of_others");
}

/** A field that was not sent stays as it was; OBCMS empties dates and programme then. */
function sentFields(call: Asked, item: Stored): Partial<Stored> {
  const form = formOf(call);
  const names = ["status", "priority", "description", "start_date", "due_date", "progress"] as const;
  const sent = names.filter((name) => form.has(name)).map((name) => [name, form.get(name) ?? ""]);
  return { title: (form.get("title") ?? item.title).trim(), ...Object.fromEntries(sent) };
}

function refusalOf({ title, progress }: Stored): string | undefined {
  if (title === "") return "This field is required.";
  const number = Number(progress);
  return Number.isInteger(number) && number >= 0 && number <= 100 ? undefined : "Enter a number up to 100.";
}

function save(services: Services, item: Stored): void {
  services.database.transaction(() => {
    services.database.run(
      `UPDATE work_item SET title = ?, status = ?, priority = ?, description = ?, start_date = ?, due_date = ?,
         progress = ?, updated_at = ? WHERE id = ?`,
      item.title,
      item.status,
      item.priority,
      item.description,
      item.start_date,
      item.due_date,
      Number(item.progress),
      manilaTime(Date.now()),
      item.id,
    );
    if (item.parent_id !== null) recalculate(services, item.parent_id);
  });
}

/** The page of work items gets the row anew, to be put in its place; any other page gets the item to read. */
function saved(call: Asked, services: Services, { id, work_type }: Stored): Answer {
  const showToast = { message: `${words(work_type)} updated successfully`, level: "success" };
  if (!isFromItems(call))
    return withTrigger(showDetail(call, services), {
      showToast,
      calendarRefresh: { eventId: id },
      ...CLOSING,
    });
  const item = findWorkItem(services, id);
  const row = html`<table style="display: none"><tbody hx-swap-oob="true">${itemRows(item === undefined ? [] : [item])}</tbody></table>`;
  return withTrigger(htmlAnswer(200, row.markup), {
    showToast,
    ...CLOSING,
    workItemUpdated: { workItemId: id },
  });
}

function withForm(call: Asked, services: Services, item: Stored, problem?: string): Answer {
  const people = services.database.rows<{ id: number; username: string }>(
    "SELECT id, username FROM user WHERE is_staff = 1 ORDER BY id LIMIT 50",
  );
  const parts = { id: item.id, item, people, ...(problem === undefined ? {} : { problem }) };
  return formAnswer(call, (secretField) => editForm({ ...parts, secretField }).markup);
}

/** A form renews the CSRF cookie, and so varies by it. */
function formAnswer(call: Call<string, User>, make: (secretField: ReturnType<typeof csrfField>) => string) {
  const secret = secretOf(call) ?? newSecret();
  const answer = htmlAnswer(200, make(csrfField(secret)));
  return withCookie(withHeaders(answer, { Vary: "Cookie, origin" }), csrfCookie(secret));
}

/** OBCMS tells by the address in Referer what page asks. */
function isFromItems({ headers }: Call<string, User>): boolean {
  return `${headers.referer ?? ""} ${headers["hx-current-url"] ?? ""}`.includes("work-items");
}

/** Within a transaction of the caller's. A tree of its own, behind all others. */
function insertRoot({ database }: Services, form: URLSearchParams, user: User): string {
  const top = database.row<{ top: number }>("SELECT coalesce(max(tree_id), 0) AS top FROM work_item");
  const id = randomUUID();
  const now = manilaTime(Date.now());
  const start = form.get("start_date") || now.slice(0, 10);
  database.run(
    `INSERT INTO work_item (id, parent_id, tree_id, lft, rght, level, work_type, title, description, status, priority,
       progress, auto_calculate_progress, start_date, due_date, created_by_id, updated_at)
       VALUES (?, NULL, ?, 1, 2, 0, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
    id,
    (top?.top ?? 0) + 1,
    form.get("work_type") ?? "task",
    (form.get("title") ?? "").trim(),
    form.get("description") ?? "",
    form.get("status") || "not_started",
    form.get("priority") || "medium",
    Number(form.get("progress")) || 0,
    start,
    form.get("due_date") || daysAfter(start, 30),
    user.id,
    now,
  );
  return id;
}
