// Reads from a stand-in's file what contents.ts compares. Used by sqlite.ts.

import { DatabaseSync } from "node:sqlite";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { sqliteRows } from "../database/sqlite.ts";
import { type Contents, contentsOf, keyed, markerTable } from "./contents.ts";
import { type SqliteTarget, unmarked } from "./target.ts";

export const BUSY_MS = 5_000;

/** The marker's description; throws a Problem where there is none. */
export function markOf(target: SqliteTarget, database: DatabaseSync): string {
  const table = markerTable.sqlite;
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) === undefined)
    throw unmarked(target, `it has no table ${table}`);
  const row = database.prepare(`SELECT description FROM ${table} WHERE name = ?`).get(performanceMarker.name);
  if (row === undefined) throw unmarked(target, `no row "${performanceMarker.name}" in ${table}`);
  return String(row.description);
}

/** Of a file that is ours. Not read-only: only then SQLite takes its log away again. */
export function look(file: string): { contents: Contents; version: string } {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    const check = database.prepare("PRAGMA integrity_check").get();
    if (check?.integrity_check !== "ok") throw new Error(`SQLite says ${check?.integrity_check}`);
    const rows = sqliteRows(database);
    const keys = keyed.sqlite
      .filter((table) => rows[table] !== undefined)
      .map((table): [string, string[]] => [
        table,
        database
          .prepare(`SELECT id FROM "${table}"`)
          .all()
          .map(({ id }) => String(id)),
      ]);
    return {
      contents: contentsOf({
        mark: markOf({ kind: "sqlite", file }, database),
        rows,
        keys: Object.fromEntries(keys),
      }),
      version: String(database.prepare("SELECT sqlite_version() AS version").get()?.version),
    };
  } finally {
    database.close();
  }
}
