// Reads OBCMS's own database, in a session that cannot write and gives up after a while. Used by open.ts.

import pg from "pg";
import {
  type RemovedRow,
  removedRowNames,
  removedRows,
} from "../../tests/performance/k6/catalogue/integrity.ts";
import { type Source, type StoredRow, treeRow } from "./source.ts";

const CONNECT_MS = 5_000;
/** Below the time-out of the suite's question. */
const STATEMENT_MS = 20_000;

/** `url`: postgres://user:password@host:port/database. */
export function postgresSource(url: string): Source {
  const reading = async <T>(read: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({
      connectionString: url,
      application_name: "obcms-perf",
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      query_timeout: STATEMENT_MS + CONNECT_MS,
      // Whatever the user may do: this session reads only.
      options: "-c default_transaction_read_only=on",
    });
    // A server that ends the session is told by the query, not by an event that nobody listens to.
    client.on("error", () => {});
    await client.connect();
    try {
      return await read(client);
    } finally {
      await client.end();
    }
  };
  return {
    tree: () =>
      reading(async (client) => {
        const sql = "SELECT id::text, parent_id::text, tree_id, lft, rght, level FROM common_work_item";
        return (await client.query<StoredRow>(sql)).rows.map(treeRow);
      }),
    marked: (marker) =>
      reading(async (client) => {
        const counts: [RemovedRow, number][] = [];
        for (const name of removedRowNames) {
          const { table, column } = removedRows[name];
          const sql = `SELECT count(*)::int AS n FROM ${table} WHERE strpos(${column}, $1) > 0`;
          counts.push([name, (await client.query<{ n: number }>(sql, [marker])).rows[0]?.n ?? 0]);
        }
        return Object.fromEntries(counts) as Record<RemovedRow, number>;
      }),
  };
}
