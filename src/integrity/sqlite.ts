// Reads the embedded target's database, a file that its process writes meanwhile. Used by open.ts.

import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import {
  type RemovedRow,
  removedRowNames,
  removedRows,
} from "../../tests/performance/k6/catalogue/integrity.ts";
import { type Source, type StoredRow, treeRow } from "./source.ts";

/** The embedded target's own names of OBCMS's tables. */
const tables: Readonly<Record<RemovedRow, string>> = {
  work_items: "work_item",
  engagement_types: "engagement_type",
  message_templates: "message_template",
  contacts: "contact",
};

export function sqliteSource(path: string): Source {
  const reading = async <T>(read: (database: DatabaseSync) => T): Promise<T> => {
    // SQLite would wait for a file that is not there, and the message would not name it.
    if (!existsSync(path)) throw new Error(`there is no ${path}`);
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      return read(database);
    } finally {
      database.close();
    }
  };
  return {
    tree: () =>
      reading((database) => {
        const rows = database.prepare("SELECT id, parent_id, tree_id, lft, rght, level FROM work_item").all();
        return (rows as StoredRow[]).map(treeRow);
      }),
    marked: (marker) =>
      reading((database) => {
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
