// Reads the embedded target's database, a file that its process writes meanwhile; and the rows of each table.
// Used by integrity, audit and snapshot.

import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** The address of a file: `sqlite:/path`. All else is PostgreSQL's. */
const FILE = /^sqlite:/;

export function databaseUrlOfFile(path: string): string {
  return `sqlite:${path}`;
}

/** Undefined for the address of another kind of database. */
export function fileOf(databaseUrl: string): string | undefined {
  return FILE.test(databaseUrl) ? databaseUrl.replace(FILE, "") : undefined;
}

/** The file is closed whatever happens. */
export function withFile<T>(path: string, read: (database: DatabaseSync) => T): T {
  // SQLite would wait for a file that is not there, and the message would not name it.
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** By the table's name; of one moment, because one statement counts all tables. */
export function sqliteRows(database: DatabaseSync): Record<string, number> {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
  if (tables.length === 0) return {};
  const counts = tables.map(
    (table, index) => `SELECT ${index} AS i, count(*) AS n FROM "${table.replaceAll('"', '""')}"`,
  );
  const found = database.prepare(counts.join(" UNION ALL ")).all();
  const byIndex = new Map(found.map(({ i, n }) => [Number(i), Number(n)]));
  return Object.fromEntries(tables.map((table, index) => [table, byIndex.get(index) ?? 0]));
}
