// What is wrong with a tree of nested sets, told by its rows. Pure; whoever read them does not matter.

import type { IntegrityKind } from "../../tests/performance/k6/catalogue/integrity.ts";

export type TreeRow = {
  readonly id: string;
  readonly parentId: string | null;
  readonly treeId: number;
  readonly lft: number;
  readonly rght: number;
  readonly level: number;
};

type TreeKind = Exclude<IntegrityKind, "left_behind">;
/** Of each kind the rows that have it, by their ids: edges move with every write, so they tell no fault from another. */
export type TreeFaults = Readonly<Record<TreeKind, ReadonlySet<string>>>;

export function treeFaults(rows: readonly TreeRow[]): TreeFaults {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const below = sizesBelow(rows, byId);
  const idsOf = (isWrong: (row: TreeRow) => boolean): Set<string> =>
    new Set(rows.filter(isWrong).map(({ id }) => id));
  return {
    duplicate_lft: repeated(rows, ({ lft }) => lft),
    duplicate_rght: repeated(rows, ({ rght }) => rght),
    bad_span: idsOf(({ id, lft, rght }) => rght - lft !== 2 * (below.get(id) ?? 0) + 1),
    orphan: idsOf((row) => isOrphan(row, byId)),
  };
}

/** How many there are now of each kind that were not there before. */
export function newFaults(before: TreeFaults, now: TreeFaults): Record<TreeKind, number> {
  const count = (kind: TreeKind): number => [...now[kind]].filter((id) => !before[kind].has(id)).length;
  return {
    duplicate_lft: count("duplicate_lft"),
    duplicate_rght: count("duplicate_rght"),
    bad_span: count("bad_span"),
    orphan: count("orphan"),
  };
}

/** All but the first of those with the same edge in one tree. Two roots with one tree id have the same edges, too. */
function repeated(rows: readonly TreeRow[], edge: (row: TreeRow) => number): Set<string> {
  const groups = Map.groupBy(rows, (row) => `${row.treeId} ${edge(row)}`);
  return new Set(
    [...groups.values()].flatMap((group) =>
      group
        .map(({ id }) => id)
        .sort()
        .slice(1),
    ),
  );
}

function isOrphan(
  { parentId, treeId, lft, rght, level }: TreeRow,
  byId: ReadonlyMap<string, TreeRow>,
): boolean {
  if (parentId === null) return level !== 0;
  const parent = byId.get(parentId);
  if (parent === undefined) return true;
  return treeId !== parent.treeId || level !== parent.level + 1 || lft <= parent.lft || rght >= parent.rght;
}

/** Items below each by their parents, which hold whatever the edges say. A circle of parents ends at its first item. */
function sizesBelow(rows: readonly TreeRow[], byId: ReadonlyMap<string, TreeRow>): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const row of rows) {
    const seen = new Set([row.id]);
    let above = row.parentId;
    while (above !== null && !seen.has(above)) {
      seen.add(above);
      sizes.set(above, (sizes.get(above) ?? 0) + 1);
      above = byId.get(above)?.parentId ?? null;
    }
  }
  return sizes;
}
