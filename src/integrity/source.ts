// What a database has to tell for the integrity check; sqlite.ts and postgres.ts are the two that can.

import type { RemovedRow } from "../../tests/performance/k6/catalogue/integrity.ts";
import type { TreeRow } from "./tree.ts";

/** Reads only. Each call opens and closes a connection of its own: nothing of it is there while the load runs. */
export type Source = {
  tree(): Promise<readonly TreeRow[]>;
  /** Rows whose text has the marker. */
  marked(marker: string): Promise<Readonly<Record<RemovedRow, number>>>;
};

/** As both databases name the columns of a work item. */
export type StoredRow = {
  readonly id: string;
  readonly parent_id: string | null;
  readonly tree_id: number;
  readonly lft: number;
  readonly rght: number;
  readonly level: number;
};

export function treeRow({ id, parent_id, tree_id, lft, rght, level }: StoredRow): TreeRow {
  return { id, parentId: parent_id, treeId: tree_id, lft, rght, level };
}
