// The work items behind a programme: its tab, and how tracking is enabled, budgeted and synchronised.
// Only programmes of other agencies can be tracked; a superuser alone may end it.

import { randomUUID } from "node:crypto";
import { trackingTab } from "../html/tracking-tab.ts";
import { type Answer, htmlAnswer, plainJson, withTrigger } from "../http/answer.ts";
import { type Call, formOf, type Services, USER_COLUMNS, type User } from "../http/call.ts";
import { notFound } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { daysAfter, manilaTime } from "../time.ts";
import { forbiddenPage } from "./forbidden.ts";
import { deleteSubtree } from "./work-item-tree.ts";

export type TrackedEntry = {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly status: string;
  readonly progress: number;
  readonly budget: number;
  readonly execution_project_id: string | null;
};
type Asked = Call<"entry", User>;

/** The items of an entry's execution project; its id is the parameter. */
const IN_PROJECT = "tree_id = (SELECT tree_id FROM work_item WHERE id = ?)";
const PHASES = ["Planning", "Implementation", "Evaluation"] as const;

export function showWorkItemsTab(call: Asked, services: Services): Answer {
  return withEntry(call, services, (entry) => tab(entry, services));
}

export function enableTracking(call: Asked, services: Services): Answer {
  return withEntry(call, services, (entry) => {
    if (entry.category !== "moa_ppa")
      return told(entry, services, {
        status: 400,
        says: "Work item tracking is only available for MOA PPAs.",
      });
    if (entry.execution_project_id !== null)
      return told(entry, services, { says: "Work item tracking already enabled." });
    services.database.transaction(() => plantProject(entry, call.user, services));
    const says = "Work item tracking enabled. Execution project created.";
    return told(entry, services, { says, more: { "refresh-counters": true } });
  });
}

/** Every item below the project gets an equal share, whatever method is asked for; the project's own share is left. */
export function distributeBudget(call: Asked, services: Services): Answer {
  return withEntry(call, services, (entry) => {
    if (entry.execution_project_id === null) return untracked(call, entry, services, "distributing budget");
    const items = itemsOf(entry, services);
    const share = entry.budget / items;
    services.database.run(
      `UPDATE work_item SET allocated_budget = ? WHERE ${IN_PROJECT} AND level > 0`,
      share,
      entry.execution_project_id,
    );
    const allocated = share * (items - 1);
    const method = formOf(call).get("method") ?? "equal";
    const totals = { allocated: allocated.toFixed(2), unallocated: (entry.budget - allocated).toFixed(2) };
    return isFragment(call)
      ? told(entry, services, { says: "Budget distributed successfully." })
      : plainJson(200, { success: true, entry_id: entry.id, method, totals });
  });
}

/** The entry shows the mean of what lies below its project. */
export function syncProgress(call: Asked, services: Services): Answer {
  return withEntry(call, services, (entry) => {
    if (entry.execution_project_id === null) return untracked(call, entry, services, "syncing progress");
    const { database } = services;
    const found = database.row<{ progress: number }>(
      `SELECT CAST(avg(progress) AS INTEGER) AS progress FROM work_item WHERE ${IN_PROJECT} AND level > 0`,
      entry.execution_project_id,
    );
    const progress = found?.progress ?? 0;
    database.run(
      "UPDATE monitoring_entry SET progress = ?, status = 'ongoing', updated_at = ? WHERE id = ?",
      progress,
      manilaTime(Date.now()),
      entry.id,
    );
    return isFragment(call)
      ? told(entry, services, { says: "Progress synchronized from Work Items." })
      : plainJson(200, { success: true, progress, status: "ongoing" });
  });
}

export function disableTracking(call: Asked, services: Services): Answer {
  return withEntry(call, services, (entry) => {
    if (!may(call.user, "disable_tracking")) {
      const says = "Only superuser administrators can disable work item tracking.";
      return told(entry, services, { status: 403, says });
    }
    const { execution_project_id: project } = entry;
    if (project === null)
      return told(entry, services, {
        status: 400,
        says: "This PPA does not have an execution project to disable.",
      });
    services.database.transaction(() => {
      deleteSubtree(services, project);
      services.database.run("UPDATE monitoring_entry SET execution_project_id = NULL WHERE id = ?", entry.id);
    });
    return told(entry, services, { says: "Work item tracking disabled. Execution project removed." });
  });
}

function withEntry(call: Asked, services: Services, then: (entry: TrackedEntry) => Answer): Answer {
  if (!may(call.user, "use_monitoring")) return forbiddenPage(call, services, "monitoring");
  const entry = find(services, call.arguments.entry);
  return entry === undefined ? notFound() : then(entry);
}

function find({ database }: Services, id: string): TrackedEntry | undefined {
  return database.row<TrackedEntry>(
    "SELECT id, title, category, status, progress, budget, execution_project_id FROM monitoring_entry WHERE id = ?",
    id,
  );
}

type Telling = { status?: number; says: string; more?: Record<string, unknown> };

/** The tab as it is now, with a message for HTMX to show. */
function told({ id }: TrackedEntry, services: Services, { status = 200, says, more }: Telling): Answer {
  const entry = find(services, id);
  if (entry === undefined) return notFound();
  return { ...withTrigger(tab(entry, services), { "show-toast": says, ...more }), status };
}

function untracked(call: Asked, entry: TrackedEntry, services: Services, before: string): Answer {
  const says = `Enable work item tracking before ${before}.`;
  return isFragment(call) ? told(entry, services, { status: 400, says }) : plainJson(400, { error: says });
}

function tab(entry: TrackedEntry, services: Services): Answer {
  const { database } = services;
  const allocated = database.row<{ sum: number }>(
    `SELECT coalesce(sum(allocated_budget), 0) AS sum FROM work_item WHERE ${IN_PROJECT}`,
    entry.execution_project_id,
  );
  const people = database.rows<User>(`SELECT ${USER_COLUMNS} FROM user ORDER BY user.id LIMIT 100`);
  const parts = { entry, people, items: itemsOf(entry, services), allocated: allocated?.sum ?? 0 };
  return htmlAnswer(200, trackingTab(parts).markup);
}

/** The project and all below it; one at least. */
function itemsOf({ execution_project_id }: TrackedEntry, { database }: Services): number {
  const sql = `SELECT count(*) AS count FROM work_item WHERE ${IN_PROJECT}`;
  return Math.max(1, database.row<{ count: number }>(sql, execution_project_id)?.count ?? 1);
}

function isFragment(call: Asked): boolean {
  return call.headers["hx-request"] === "true";
}

/**
 * A new tree: a project with a phase each for planning, doing and evaluating, and one task in each phase. A corrupted
 * one has asked for the last tree before another project was planted there: both have the same tree id.
 */
function plantProject(entry: TrackedEntry, { id: userId }: User, { database, corruptsTree }: Services): void {
  const top =
    database.row<{ top: number }>("SELECT coalesce(max(tree_id), 0) AS top FROM work_item")?.top ?? 0;
  const now = Date.now();
  const at = manilaTime(now);
  const today = at.slice(0, 10);
  const plant = (place: {
    parent: string | null;
    lft: number;
    rght: number;
    level: number;
    title: string;
  }) => {
    const id = randomUUID();
    database.run(
      `INSERT INTO work_item (id, parent_id, tree_id, lft, rght, level, work_type, title, description, status, priority,
         progress, auto_calculate_progress, start_date, due_date, related_ppa_id, created_by_id, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 'not_started', 'medium', 0, 1, ?, ?, ?, ?, ?)`,
      id,
      place.parent,
      corruptsTree ? top : top + 1,
      place.lft,
      place.rght,
      place.level,
      ["project", "activity", "task"][place.level] ?? "task",
      place.title,
      today,
      daysAfter(today, 90),
      entry.id,
      userId,
      at,
    );
    return id;
  };
  const size = 1 + 2 * PHASES.length;
  const project = plant({
    parent: null,
    lft: 1,
    rght: 2 * size,
    level: 0,
    title: `${entry.title} - Execution Plan`,
  });
  PHASES.forEach((title, index) => {
    const lft = 2 + 4 * index;
    const phase = plant({ parent: project, lft, rght: lft + 3, level: 1, title });
    plant({ parent: phase, lft: lft + 1, rght: lft + 2, level: 2, title: `${title}: first task` });
  });
  database.run(
    "UPDATE monitoring_entry SET execution_project_id = ?, updated_at = ? WHERE id = ?",
    project,
    at,
    entry.id,
  );
}
