// Reads from OBCMS's own database what the integrity check asks. Used by open.ts.

import {
  type RemovedRow,
  removedRowNames,
  removedRows,
} from "../../tests/performance/k6/catalogue/integrity.ts";
import { OWN_STATEMENT, withReader } from "../database/postgres.ts";
import { type Source, type StoredRow, treeRow } from "./source.ts";

/** `url`: postgres://user:password@host:port/database. */
export function postgresSource(url: string): Source {
  return {
    tree: () =>
      withReader(url, async (client) => {
        const sql = `SELECT ${OWN_STATEMENT} id::text, parent_id::text, tree_id, lft, rght, level FROM common_work_item`;
        return (await client.query<StoredRow>(sql)).rows.map(treeRow);
      }),
    marked: (marker) =>
      withReader(url, async (client) => {
        const counts: [RemovedRow, number][] = [];
        for (const name of removedRowNames) {
          const { table, column } = removedRows[name];
          const sql = `SELECT ${OWN_STATEMENT} count(*)::int AS n FROM ${table} WHERE strpos(${column}, $1) > 0`;
          counts.push([name, (await client.query<{ n: number }>(sql, [marker])).rows[0]?.n ?? 0]);
        }
        return Object.fromEntries(counts) as Record<RemovedRow, number>;
      }),
  };
}
