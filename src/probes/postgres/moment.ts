// One look at a PostgreSQL: what its statements add up to, what its sessions do, who is blocked. One statement asks it all.

import type { KeptReader } from "../../database/kept-reader.ts";
import { OWN_SESSION, OWN_STATEMENT } from "../../database/postgres.ts";
import type { Extension } from "./extension.ts";
import { NOT_OWN, THIS_DATABASE } from "./statements.ts";

/** Sessions that do and wait for the same. */
export type Sessions = {
  /** `active`, `idle`, `idle in transaction`, …; null where this user may not know it. */
  readonly state: string | null;
  readonly type: string | null;
  readonly event: string | null;
  readonly n: number;
};

export type Moment = {
  /** Totals of all statements but the tool's own: they grow, unless `epoch` changes. */
  readonly calls: number;
  readonly ms: number;
  /** Changes when statements are thrown away or reset; the same for ever where nobody tells. */
  readonly epoch: string | null;
  /** Of clients but the tool itself. */
  readonly sessions: readonly Sessions[];
  readonly blocked: number;
  /** How long the one that has been blocked longest has been; null where none is. */
  readonly blockedMs: number | null;
};

/** Before PostgreSQL 14 nobody tells when a wait began; its statement's beginning is what there is. */
export function momentSql({ statements, info, hasTopLevel, hasWaitStart }: Extension): string {
  const waitingSince = hasWaitStart ? "coalesce(l.waitstart, s.query_start)" : "s.query_start";
  return `WITH ${OWN_STATEMENT} counted AS (
      SELECT coalesce(sum(calls), 0)::float8 AS calls, coalesce(sum(total_exec_time), 0) AS ms
      FROM ${statements}(false) WHERE ${THIS_DATABASE} AND ${NOT_OWN}${hasTopLevel ? " AND toplevel" : ""}
    ), sessions AS (
      SELECT pid, state, wait_event_type AS type, wait_event AS event, query_start FROM pg_stat_activity
      WHERE datname = current_database() AND application_name <> '${OWN_SESSION}'
        AND (backend_type = 'client backend' OR backend_type IS NULL AND usesysid IS NOT NULL)
    ), kinds AS (SELECT state, type, event, count(*) AS n FROM sessions GROUP BY 1, 2, 3
    ), locks AS (
      SELECT count(DISTINCT l.pid)::int AS blocked,
        extract(epoch FROM max(clock_timestamp() - ${waitingSince}))::float8 * 1000 AS "blockedMs"
      FROM pg_locks l JOIN sessions s ON s.pid = l.pid WHERE NOT l.granted
    )
    SELECT counted.*, locks.*, (SELECT coalesce(json_agg(kinds), '[]') FROM kinds) AS sessions,
      ${info === undefined ? "NULL" : `(SELECT dealloc || ' ' || stats_reset FROM ${info})`} AS epoch
    FROM counted, locks`;
}

export async function lookAt(session: KeptReader, sql: string, own: readonly string[]): Promise<Moment> {
  const [moment] = await session.query<Moment>(sql, [own]);
  if (moment === undefined) throw new Error("PostgreSQL did not answer");
  return moment;
}
