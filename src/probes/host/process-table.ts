// All processes of this machine at one moment, and what a family of them used of the processors from one moment to the next.
// Read by host.ts at each look.

import { processIds, statOf } from "../../proc.ts";

export type ProcessRow = {
  readonly parent: number;
  /** Ticks since the machine started: with the id it names one process, because ids are used again. */
  readonly started: number;
  /** Its own processor time, user and system, ticks. */
  readonly own: number;
  /** That of the children which ended and were waited for, with theirs, ticks. */
  readonly ended: number;
  /** Resident memory, pages. */
  readonly resident: number;
  /** It ended, and its parent has not waited for it: its time is there still. */
  readonly isZombie: boolean;
};
export type ProcessTable = ReadonlyMap<number, ProcessRow>;

/** A process that ends while the others are read would count twice or not at all; a machine full of short ones never rests. */
const MOST_PASSES = 4;

export function readProcesses(): ProcessTable {
  for (let pass = 1; ; pass += 1) {
    const ids = processIds();
    const rows = ids.flatMap((id): [number, ProcessRow][] => {
      const fields = statOf(id);
      return fields === undefined ? [] : [[id, rowOf(fields)]];
    });
    const still = new Set(processIds());
    if (pass === MOST_PASSES || ids.every((id) => still.has(id))) return new Map(rows);
  }
}

/** By the numbers that proc(5) gives the fields; the first of these is the third. */
function rowOf(fields: readonly string[]): ProcessRow {
  const at = (field: number): number => Number(fields[field - 3] ?? 0);
  return {
    parent: at(4),
    started: at(22),
    own: at(14) + at(15),
    ended: at(16) + at(17),
    resident: at(24),
    isZombie: fields[0] === "Z",
  };
}

export function isThere(id: number, table: ProcessTable): boolean {
  return table.get(id)?.isZombie === false;
}

/** A process and all its descendants; none where it is gone. */
export function familyOf(root: number, table: ProcessTable): number[] {
  const children = childrenIn(table);
  const family: number[] = isThere(root, table) ? [root] : [];
  // Grows while it is gone through.
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

/**
 * Ticks that a family used between two tables, never negative. One that has ended since left its time to the parent who
 * waited for it: what was counted of it by then is taken off there. Nobody tells the last second of one that nobody waited for.
 */
export function ticksUsed(family: readonly number[], before: ProcessTable, now: ProcessTable): number {
  const children = childrenIn(before);
  const isSame = (id: number): boolean => before.get(id)?.started === now.get(id)?.started;
  const counted = (parent: number): number =>
    (children.get(parent) ?? [])
      .filter((child) => !isSame(child))
      .reduce((sum, child) => sum + timeOf(before.get(child)) + counted(child), 0);
  return family.reduce((sum, member) => {
    const row = now.get(member);
    if (row === undefined) return sum;
    if (!isSame(member)) return sum + timeOf(row);
    const { own, ended } = before.get(member) as ProcessRow;
    return sum + Math.max(0, row.own - own) + Math.max(0, row.ended - ended - counted(member));
  }, 0);
}

function timeOf(row: ProcessRow | undefined): number {
  return row === undefined ? 0 : row.own + row.ended;
}

function childrenIn(table: ProcessTable): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [id, { parent }] of table) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
  }
  return children;
}
