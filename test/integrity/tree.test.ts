import assert from "node:assert/strict";
import { test } from "node:test";
import { newFaults, type TreeRow, treeFaults } from "../../src/integrity/tree.ts";

/** A project with two children, the first of which has one: 1 [2 [3 4] 5] [6 7] 8. */
const whole: readonly TreeRow[] = [
  row("project", null, 1, 8, 0),
  row("first", "project", 2, 5, 1),
  row("below", "first", 3, 4, 2),
  row("second", "project", 6, 7, 1),
];
const none = { duplicate_lft: 0, duplicate_rght: 0, bad_span: 0, orphan: 0 };

const broken = [
  {
    title: "two inserts at once got the same edges",
    rows: [
      ...changed("project", { rght: 12 }),
      row("new", "project", 8, 9, 1),
      row("other", "project", 8, 9, 1),
    ],
    faults: { duplicate_lft: 1, duplicate_rght: 1 },
  },
  {
    title: "two new projects got the same tree",
    rows: [...whole, row("twin", null, 1, 2, 0)],
    faults: { duplicate_lft: 1 },
  },
  {
    title: "an item encloses more than lies below it",
    rows: changed("project", { rght: 10 }),
    faults: { bad_span: 1 },
  },
  {
    title: "an item lies outside its parent",
    rows: changed("second", { lft: 9, rght: 10 }),
    faults: { orphan: 1 },
  },
  {
    title: "an item's parent is gone",
    rows: whole
      .filter(({ id }) => id !== "first")
      .map((each) => (each.id === "project" ? { ...each, rght: 4 } : each)),
    faults: { orphan: 2, duplicate_rght: 1, bad_span: 0 },
  },
  {
    title: "an item without a parent says that it is no root",
    rows: changed("second", { parentId: null }),
    faults: { orphan: 1, bad_span: 1 },
  },
  {
    title: "an item is in another tree than its parent",
    rows: changed("second", { treeId: 2 }),
    faults: { orphan: 1 },
  },
] as const;

test("a tree that is whole has no faults", () => {
  assert.deepEqual(counts(whole), none);
});

for (const { title, rows, faults } of broken) {
  test(`${title}: ${Object.keys(faults).join(", ")}`, () => {
    assert.deepEqual(counts(rows), { ...none, ...faults });
  });
}

test("what was wrong before is not counted, also when its edges have moved since", () => {
  const before = treeFaults([...whole, row("twin", null, 1, 2, 0)]);
  const moved = [...whole, row("twin", null, 1, 2, 0)].map((each) => ({ ...each, treeId: each.treeId + 1 }));
  assert.deepEqual(newFaults(before, treeFaults(moved)), none);
  const more = [...moved, row("third", null, 1, 2, 0, 2)];
  assert.deepEqual(newFaults(before, treeFaults(more)), { ...none, duplicate_lft: 1, duplicate_rght: 1 });
});

test("parents in a circle end the count, not the check", () => {
  assert.ok(counts([row("a", "b", 1, 2, 1), row("b", "a", 3, 4, 1)]).orphan > 0);
});

function counts(rows: readonly TreeRow[]): ReturnType<typeof newFaults> {
  return newFaults(treeFaults([]), treeFaults(rows));
}

function changed(id: string, change: Partial<TreeRow>): TreeRow[] {
  return whole.map((each) => (each.id === id ? { ...each, ...change } : each));
}

function row(
  id: string,
  parentId: string | null,
  lft: number,
  rght: number,
  level: number,
  treeId = 1,
): TreeRow {
  return { id, parentId, treeId, lft, rght, level };
}
