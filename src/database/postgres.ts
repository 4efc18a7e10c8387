// Reads a PostgreSQL database: in a session that cannot write and gives up after a while; and the rows of each table.
// Used by integrity, audit, snapshot, parity and probes.

import { Socket } from "node:net";
import pg from "pg";

const CONNECT_MS = 5_000;
/** Below the time-out of the suite's question, which waits for the tree of work items. */
const STATEMENT_MS = 20_000;

/** Stands in statements of the tool's own where somebody counts a target's. */
export const OWN_STATEMENT = "/* obcms-perf */";
export const OWN_SESSION = "obcms-perf";

/** How long a session is waited for, milliseconds: for the connection, and for each statement. */
export type Patience = { readonly connectMs: number; readonly statementMs: number };

/** `url`: postgres://user:password@host:port/database. The session ends whatever happens. */
export async function withReader<T>(
  url: string,
  read: (client: pg.Client) => Promise<T>,
  statementMs = STATEMENT_MS,
): Promise<T> {
  const { client } = await openReader(url, { connectMs: CONNECT_MS, statementMs });
  try {
    return await read(client);
  } finally {
    await client.end();
  }
}

export type Reader = {
  readonly client: pg.Client;
  /** Ends the session without a word to the server, which may not answer any more. */
  drop(): void;
};

/** A session that whoever asks has to end. */
export async function openReader(url: string, { connectMs, statementMs }: Patience): Promise<Reader> {
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: url,
    application_name: OWN_SESSION,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + connectMs,
    // Whatever the user may do: this session reads only.
    options: "-c default_transaction_read_only=on",
    stream: () => socket,
  });
  // A server that ends the session is told by the query, not by an event that nobody listens to.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { client, drop: () => socket.destroy() };
}

export type RowCounts = {
  /** By the table's name; one outside of the schema `public` has its schema before it. */
  readonly rows: Readonly<Record<string, number>>;
  /** Tables that this user may not read. */
  readonly unreadable: readonly string[];
};

/** Exact, and of one moment: one statement counts all tables. The server's own estimates are hours old or missing. */
export async function postgresRows(client: pg.Client): Promise<RowCounts> {
  const sql = `SELECT ${OWN_STATEMENT} n.nspname AS schema, c.relname AS name,
      has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1, 2`;
  type Table = { schema: string; name: string; readable: boolean };
  const tables = (await client.query<Table>(sql)).rows;
  const readable = tables.filter((table) => table.readable);
  const nameOf = ({ schema, name }: Table): string => (schema === "public" ? name : `${schema}.${name}`);
  const counts = readable.map(
    (table, index) =>
      `SELECT ${OWN_STATEMENT} ${index} AS i, count(*) AS n FROM ${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`,
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
