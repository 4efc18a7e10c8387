// The stand-in's database: SQLite in a real file. Opens it, keeps prepared statements, runs transactions.
// Calls are synchronous and short; whoever wants to wait does so outside, or all other requests would wait too.

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { spentOnQuery } from "./observe/spent.ts";
import { schema } from "./schema.ts";

export type Value = SQLInputValue;

export type Database = {
  /** `Row` is written beside the SQL that selects it: this is where a row becomes typed. */
  rows<Row>(sql: string, ...parameters: Value[]): Row[];
  row<Row>(sql: string, ...parameters: Value[]): Row | undefined;
  /** The row id of an INSERT; the number of rows that changed. */
  run(sql: string, ...parameters: Value[]): { id: number; changes: number };
  transaction<T>(work: () => T): T;
  close(): void;
};

/** Creates the file and its tables. Throws when the file is there already: it may be somebody's. */
export function createDatabase(path: string): Database {
  const sqlite = new DatabaseSync(path);
  // No waiting for the disk at a commit: the data is invented and lives as long as the process.
  sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;");
  sqlite.exec(schema);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = sqlite.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    rows: <Row>(sql: string, ...parameters: Value[]) =>
      spentOnQuery(
        sql,
        () => prepared(sql).all(...parameters) as Row[],
        (found) => found.length,
      ),
    row: <Row>(sql: string, ...parameters: Value[]) =>
      spentOnQuery(
        sql,
        () => prepared(sql).get(...parameters) as Row | undefined,
        (found) => (found === undefined ? 0 : 1),
      ),
    run(sql, ...parameters) {
      const { lastInsertRowid, changes } = spentOnQuery(sql, () => prepared(sql).run(...parameters));
      return { id: Number(lastInsertRowid), changes: Number(changes) };
    },
    transaction(work) {
      sqlite.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
    close() {
      statements.clear();
      sqlite.close();
    },
  };
}

/** The same database, but each row that `rows` returns costs one more query, as a lazy foreign key does in Django. */
export function withQueryPerRow(database: Database): Database {
  const another = "SELECT count(*) AS count FROM user WHERE id = ?";
  return {
    ...database,
    rows: <Row>(sql: string, ...parameters: Value[]) => {
      const found = database.rows<Row>(sql, ...parameters);
      found.forEach((_, index) => void database.row(another, index + 1));
      return found;
    },
  };
}

/** The same database, but what is written is not, and one row is said to have changed. */
export function withoutWrites(database: Database): Database {
  return { ...database, run: () => ({ id: 0, changes: 1 }) };
}
