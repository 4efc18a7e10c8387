// Work items in trees: projects hold activities, activities hold tasks. lft and rght enclose a subtree, as MPTT does.

import type { Database } from "../database.ts";
import type { Random } from "../random.ts";
import { daysAfter } from "../time.ts";

const PROJECTS = 60;
const CHILDREN = 5;
const LEVELS = ["project", "activity", "task"] as const;
const STATUSES = ["not_started", "in_progress", "at_risk", "blocked", "completed", "cancelled"] as const;
const PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;

type Options = { scaled: (count: number) => number; today: string };
type Place = {
  id: string;
  parentId: string | null;
  treeId: number;
  lft: number;
  level: number;
  title: string;
};

export function seedWorkItems(database: Database, random: Random, options: Options): void {
  // Work belongs to budgeted programmes, never to a mere request.
  const programmes = database
    .rows<{ id: string }>(
      "SELECT id FROM monitoring_entry WHERE category IN ('moa_ppa', 'oobc_ppa') ORDER BY id",
    )
    .map(({ id }) => id);
  for (let treeId = 1; treeId <= options.scaled(PROJECTS); treeId += 1) {
    const place = { id: random.uuid(), parentId: null, treeId, lft: 1, level: 0, title: `project ${treeId}` };
    insertSubtree(database, random, place, { programmes, today: options.today });
  }
}

/** Returns the rght of the inserted item. */
function insertSubtree(
  database: Database,
  random: Random,
  place: Place,
  options: { programmes: readonly string[]; today: string },
): number {
  const isLeaf = place.level === LEVELS.length - 1;
  const rght = place.lft + 1 + (isLeaf ? 0 : 2 * sizeBelow(place.level));
  const start = daysAfter(options.today, random.between(-200, 200));
  database.run(
    `INSERT INTO work_item (id, parent_id, tree_id, lft, rght, level, work_type, title, description, status, priority,
       progress, auto_calculate_progress, start_date, due_date, related_ppa_id, created_by_id, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    place.id,
    place.parentId,
    place.treeId,
    place.lft,
    rght,
    place.level,
    LEVELS[place.level] ?? "task",
    place.title,
    `Invented work: ${place.title}`,
    random.pick(STATUSES),
    random.pick(PRIORITIES),
    random.between(0, 100),
    random.next() < 0.5 ? 1 : 0,
    start,
    daysAfter(start, random.between(1, 60)),
    options.programmes[random.between(0, 2 * options.programmes.length)] ?? null,
    random.between(1, 100),
    `${options.today}T00:00:00.000000+08:00`,
  );
  const assignees = new Set(Array.from({ length: random.between(0, 3) }, () => random.between(1, 100)));
  for (const user of assignees) {
    database.run("INSERT INTO work_item_assignee (work_item_id, user_id) VALUES (?, ?)", place.id, user);
  }
  let lft = place.lft + 1;
  for (let index = 1; !isLeaf && index <= CHILDREN; index += 1) {
    const level = place.level + 1;
    const title = `${LEVELS[level]} ${place.title.replace(/^\w+ /, "")}.${index}`;
    const child = { id: random.uuid(), parentId: place.id, treeId: place.treeId, lft, level, title };
    lft = insertSubtree(database, random, child, options) + 1;
  }
  return rght;
}

/** How many items lie below one of this level. */
function sizeBelow(level: number): number {
  return level === LEVELS.length - 1 ? 0 : CHILDREN * (1 + sizeBelow(level + 1));
}
