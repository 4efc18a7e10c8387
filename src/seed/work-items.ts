// Work items in trees, as MPTT keeps them: lft and rght enclose a subtree. Numbers are the ones that OBCMS's own
// `rebuild()` would give: roots and siblings stand in the order of priority, then title.

import { daysAfter, madeOn, momentOf } from "./days.ts";
import { categoryOf, entryId } from "./monitoring-entries.ts";
import { type Order, sizeOf } from "./order.ts";
import { organizationId } from "./organizations.ts";
import { type Random, randomFor } from "./random.ts";
import { type Row, type UserKey, uuidOf } from "./row.ts";
import { ownerOf, usernameOf } from "./users.ts";
import { sentences, topic } from "./words.ts";

type WorkType = "project" | "sub_project" | "activity" | "sub_activity" | "task" | "subtask";
type Shape = { readonly type: WorkType; readonly below: readonly Shape[] };

const one = (type: WorkType, ...below: Shape[]): Shape => ({ type, below });
const times = (count: number, shape: Shape): Shape[] => Array.from({ length: count }, () => shape);
const fieldWork = one("activity", ...times(3, one("task")), one("sub_activity", ...times(2, one("task"))));

/** 31 items: what OBCMS allows below what, each type at least once. */
const project = one(
  "project",
  ...times(3, fieldWork),
  one("sub_project", one("activity", ...times(2, one("task")))),
  one("activity", one("task"), one("task", ...times(2, one("subtask")))),
);

export const workStatuses = [
  "not_started",
  "in_progress",
  "at_risk",
  "blocked",
  "completed",
  "cancelled",
] as const;
/** In the order in which the database sorts them, which is that of the alphabet and of MPTT's siblings. */
export const workPriorities = ["critical", "high", "low", "medium", "urgent"] as const;
type Priority = (typeof workPriorities)[number];

type Place = {
  readonly shape: Shape;
  readonly parent: string | null;
  readonly lft: number;
  readonly level: number;
  /** `0007.02.01`: as wide everywhere, so that titles sort alike in every collation. */
  readonly code: string;
  readonly priority: Priority;
};
type Tree = { readonly order: Order; readonly random: Random; readonly index: number; next: number };

export function* workItemRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "work items");
  const { trees } = sizeOf(order);
  const perTree = itemsOf(project);
  const digits = Math.max(4, String(trees).length);
  for (let index = 0; index < trees; index += 1) {
    const priority = workPriorities[Math.floor((index * workPriorities.length) / trees)] ?? "medium";
    const code = String(index + 1).padStart(digits, "0");
    const tree = { order, random, index, next: index * perTree };
    yield* subtree(tree, { shape: project, parent: null, lft: 1, level: 0, code, priority });
  }
}

function* subtree(tree: Tree, place: Place): Generator<Row> {
  const id = uuidOf(tree.order.seed, "work item", tree.next);
  yield itemRow(tree, place, id);
  const { below } = place.shape;
  const priorities = below
    .map(() => tree.random.between(0, workPriorities.length - 1))
    .sort((left, right) => left - right);
  let lft = place.lft + 1;
  for (const [index, shape] of below.entries()) {
    const code = `${place.code}.${String(index + 1).padStart(2, "0")}`;
    const priority = workPriorities[priorities[index] ?? 0] ?? "medium";
    tree.next += 1;
    yield* subtree(tree, { shape, parent: id, lft, level: place.level + 1, code, priority });
    lft += 2 * itemsOf(shape);
  }
}

function itemRow({ order, random, index, next }: Tree, place: Place, id: string): Row {
  const { shape, parent, lft, level, code, priority } = place;
  const start = daysAfter(order.today, random.between(-120, 120));
  const due = daysAfter(start, random.between(1, 40));
  const status = workStatuses[next % workStatuses.length] ?? "not_started";
  return {
    model: "common.workitem",
    pk: id,
    fields: {
      work_type: shape.type,
      title: `Work ${code} ${topic(random)}`,
      description: sentences(random, 2),
      parent,
      lft,
      rght: lft + 2 * itemsOf(shape) - 1,
      tree_id: index + 1,
      level,
      status,
      priority,
      ...(shape.type === "activity" || shape.type === "sub_activity"
        ? { activity_category: random.pick(["coordination", "ppa", "office"]) }
        : {}),
      start_date: start,
      due_date: due,
      completed_at: status === "completed" ? momentOf(due) : null,
      progress: status === "completed" ? 100 : status === "not_started" ? 0 : random.between(5, 95),
      is_calendar_visible: true,
      created_by: ownerOf(order, index),
      ...programmeOf(order, index),
      assignees: assignees(order, random),
      ...madeOn(daysAfter(order.today, -130)),
    },
  };
}

/**
 * A tree belongs to one programme; a third to none. Never to a community's request: OBCMS then answers 200 to each edit
 * and does not save it. Six trees at a time, one of each status, have a kind of programme in common: OBCMS's list leaves
 * out those of other agencies, and would show no project of some status otherwise. The first six are in it: a small
 * dataset has no others.
 */
function programmeOf(order: Order, tree: number): Record<string, string> {
  const turn = Math.floor(tree / workStatuses.length);
  const entry = (4 * tree + turn + 1) % sizeOf(order).entries;
  const category = categoryOf(entry);
  if (turn % 3 === 2 || category === "obc_request") return {};
  return {
    related_ppa: entryId(order, entry),
    ppa_category: category,
    ...(category === "moa_ppa" ? { implementing_moa: organizationId(order, entry * 2) } : {}),
  };
}

function assignees(order: Order, random: Random): UserKey[] {
  const { usersPerPersona } = sizeOf(order);
  const drawn = Array.from({ length: random.between(0, 3) }, () =>
    usernameOf(random.pick(["staff", "staff", "executive"]), random.between(0, usersPerPersona - 1)),
  );
  return [...new Set(drawn)].map((username): UserKey => [username]);
}

const counted = new WeakMap<Shape, number>();
function itemsOf(shape: Shape): number {
  const known = counted.get(shape);
  if (known !== undefined) return known;
  const items = shape.below.reduce((sum, child) => sum + itemsOf(child), 1);
  counted.set(shape, items);
  return items;
}
