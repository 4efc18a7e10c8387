// Reads a PostgreSQL database: in a session that cannot write and gives up after a while; and the rows of each table.
// Used by integrity, audit, snapshot and parity.

import pg from "pg";

const CONNECT_MS = 5_000;
/** Below the time-out of the suite's question, which waits for the tree of work items. */
const STATEMENT_MS = 20_000;

/** `url`: postgres://user:password@host:port/database. The session ends whatever happens. */
export async function withReader<T>(
  url: string,
  read: (client: pg.Client) => Promise<T>,
  statementMs = STATEMENT_MS,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "obcms-perf",
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + CONNECT_MS,
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
}

export type RowCounts = {
  /** By the table's name; one outside of the schema `public` has its schema before it. */
  readonly rows: Readonly<Record<string, number>>;
  /** Tables that this user may not read. */
  readonly unreadable: readonly string[];
};

/** Exact, and of one moment: one statement counts all tables. The server's own estimates are hours old or missing. */
export async function postgresRows(client: pg.Client): Promise<RowCounts> {
  const sql = `SELECT n.nspname AS schema, c.relname AS name,
      has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2`;
  type Table = { schema: string; name: string; readable: boolean };
  const tables = (await client.query<Table>(sql)).rows;
  const readable = tables.filter((table) => table.readable);
  const nameOf = ({ schema, name }: Table): string => (schema === "public" ? name : `${schema}.${name}`);
  const counts = readable.map(
    (table, index) =>
      `SELECT ${index} AS i, count(*) AS n FROM ${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`,
  );
  const found =
    counts.length === 0
      ? []
      : (await client.query<{ i: number; n: string }>(counts.join(" UNION ALL "))).rows;
  const byIndex = new Map(found.map(({ i, n }) => [i, Number(n)]));
  return {
    rows: Object.fromEntries(readable.map((table, index) => [nameOf(table), byIndex.get(index) ?? 0])),
    unreadable: tables.filter((table) => !table.readable).map(nameOf),
  };
}
