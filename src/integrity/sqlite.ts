// Reads the embedded target's database, a file that its process writes meanwhile. Used by open.ts.

import {
  type RemovedRow,
  removedRowNames,
  removedRows,
} from "../../tests/performance/k6/catalogue/integrity.ts";
import { withFile } from "../database/sqlite.ts";
import { type Source, type StoredRow, treeRow } from "./source.ts";

/** The embedded target's own names of OBCMS's tables. */
const tables: Readonly<Record<RemovedRow, string>> = {
  work_items: "work_item",
  engagement_types: "engagement_type",
  message_templates: "message_template",
  contacts: "contact",
};

export function sqliteSource(path: string): Source {
  return {
    tree: async () =>
      withFile(path, (database) => {
        const rows = database.prepare("SELECT id, parent_id, tree_id, lft, rght, level FROM work_item").all();
        return (rows as StoredRow[]).map(treeRow);
      }),
    marked: async (marker) =>
      withFile(path, (database) => {
        const count = (name: RemovedRow): number => {
          const sql = `SELECT count(*) AS n FROM ${tables[name]} WHERE instr(${removedRows[name].column}, ?) > 0`;
          return Number(database.prepare(sql).get(marker)?.n);
        };
        return Object.fromEntries(removedRowNames.map((name) => [name, count(name)])) as Record<
          RemovedRow,
          number
        >;
      }),
  };
}
