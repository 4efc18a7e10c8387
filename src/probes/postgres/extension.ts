// What this server's pg_stat_statements can tell, and to this user. Columns came with its versions: 1.8 is PostgreSQL 13's,
// 1.9 has toplevel and pg_stat_statements_info, 1.11 is PostgreSQL 17's.

import type { KeptReader } from "../../database/kept-reader.ts";
import { OWN_STATEMENT } from "../../database/postgres.ts";

export type Extension = {
  /** The function behind the view, quoted. With `false` it does not read the texts. */
  readonly statements: string;
  /** Undefined where it does not tell how often it threw statements away. */
  readonly info: string | undefined;
  readonly hasTopLevel: boolean;
  /** Whether it tells since when each statement is counted. */
  readonly hasSince: boolean;
  /** Whether locks tell since when they are waited for. */
  readonly hasWaitStart: boolean;
  readonly user: string;
};

type Row = {
  readonly schema: string | null;
  readonly has_info: boolean;
  readonly columns: readonly string[];
  readonly lock_columns: readonly string[];
  readonly track: string | null;
  readonly who: string;
  readonly database: string;
};

const COLUMNS = (of: string): string =>
  `ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = ${of} AND attnum > 0 AND NOT attisdropped)`;
const SQL = `SELECT ${OWN_STATEMENT} quote_ident(n.nspname) AS schema,
    to_regclass(quote_ident(n.nspname) || '.pg_stat_statements_info') IS NOT NULL AS has_info,
    ${COLUMNS("to_regclass(quote_ident(n.nspname) || '.pg_stat_statements')")} AS columns,
    ${COLUMNS("'pg_catalog.pg_locks'::regclass")} AS lock_columns,
    current_setting('pg_stat_statements.track', true) AS track,
    quote_ident(current_user) AS who, quote_ident(current_database()) AS database
  FROM (SELECT 1) AS one LEFT JOIN pg_extension e ON e.extname = 'pg_stat_statements'
    LEFT JOIN pg_namespace n ON n.oid = e.extnamespace`;

const PRELOAD =
  "shared_preload_libraries = 'pg_stat_statements' in postgresql.conf and a restart of the server";

/** Throws a sentence that says what the server needs. */
export async function findExtension(session: KeptReader): Promise<Extension> {
  const [row] = await session.query<Row>(SQL);
  if (row === undefined) throw new Error("PostgreSQL did not say which extensions it has");
  const { schema, columns, database, track } = row;
  if (schema === null)
    throw new Error(
      `database ${database} has no pg_stat_statements: it needs ${PRELOAD}, then CREATE EXTENSION pg_stat_statements in that database`,
    );
  if (!columns.includes("total_exec_time"))
    throw new Error(
      `pg_stat_statements of database ${database} is older than its server (it has no total_exec_time): ALTER EXTENSION pg_stat_statements UPDATE there`,
    );
  if (track === "none")
    throw new Error("pg_stat_statements.track is none, so no statement is counted: set it to top");
  const statements = `${schema}.pg_stat_statements`;
  await session
    .query(`SELECT ${OWN_STATEMENT} count(*) FROM ${statements}(false)`)
    .catch((error: unknown) => {
      const { code, message } = error as { code?: string; message: string };
      throw new Error(
        code === NOT_LOADED ? `pg_stat_statements is not loaded: it needs ${PRELOAD}` : message,
      );
    });
  return {
    statements,
    info: row.has_info ? `${statements}_info` : undefined,
    hasTopLevel: columns.includes("toplevel"),
    hasSince: columns.includes("stats_since"),
    hasWaitStart: row.lock_columns.includes("waitstart"),
    user: row.who,
  };
}

/** object_not_in_prerequisite_state. */
const NOT_LOADED = "55000";
