// What pg_stat_statements counted of each statement of one database, and what that grew by between two looks.

import type { KeptReader } from "../../database/kept-reader.ts";
import { OWN_STATEMENT } from "../../database/postgres.ts";
import type { Extension } from "./extension.ts";

export type Counted = {
  /** Null where this user may not know it: then all of that user's are counted together. */
  readonly queryId: string | null;
  readonly userId: string;
  /** Within a function that another statement called; its time is in that one's. */
  readonly isNested: boolean;
  /** Since when it is counted; null where nobody tells. */
  readonly since: string | null;
  readonly calls: number;
  /** In total, of execution. */
  readonly ms: number;
  readonly rows: number;
};

export const THIS_DATABASE = "dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";

/** Statements that are not the tool's own; `$1` has the ids of those. */
export const NOT_OWN = "(queryid IS NULL OR queryid <> ALL($1::bigint[]))";

/** Ids of the statements that carry the tool's mark. The server reads all texts for it. */
export async function ownStatements(session: KeptReader, { statements }: Extension): Promise<string[]> {
  const sql = `SELECT ${OWN_STATEMENT} DISTINCT queryid::text AS id FROM ${statements}(true)
    WHERE queryid IS NOT NULL AND strpos(query, $1) > 0`;
  return (await session.query<{ id: string }>(sql, [OWN_STATEMENT])).map(({ id }) => id);
}

/** All of this database, at most as many as pg_stat_statements.max says (5,000), without their texts. */
export async function countedStatements(
  session: KeptReader,
  { statements, hasTopLevel, hasSince }: Extension,
  own: readonly string[],
): Promise<Counted[]> {
  const sql = `SELECT ${OWN_STATEMENT} queryid::text AS "queryId", userid::text AS "userId",
      ${hasTopLevel ? "NOT toplevel" : "false"} AS "isNested", ${hasSince ? "stats_since::text" : "NULL"} AS since,
      sum(calls)::float8 AS calls, sum(total_exec_time) AS ms, sum(rows)::float8 AS rows
    FROM ${statements}(false) WHERE ${THIS_DATABASE} AND ${NOT_OWN} GROUP BY 1, 2, 3, 4`;
  return session.query<Counted>(sql, [own]);
}

/** By id and user; of those only. A text that may not be read is absent. */
export async function textsOf(
  session: KeptReader,
  { statements }: Extension,
  some: readonly Counted[],
): Promise<(one: Counted) => string | undefined> {
  const sql = `SELECT ${OWN_STATEMENT} queryid::text AS "queryId", userid::text AS "userId", query
    FROM ${statements}(true) WHERE ${THIS_DATABASE} AND queryid = ANY($1::bigint[])`;
  const ids = some.flatMap(({ queryId }) => (queryId === null ? [] : [queryId]));
  type Row = { queryId: string; userId: string; query: string };
  const found = await session.query<Row>(sql, [ids]);
  const texts = new Map(found.map(({ queryId, userId, query }) => [`${queryId} ${userId}`, query]));
  return ({ queryId, userId }) => texts.get(`${queryId} ${userId}`);
}

/** Names of the roles that executed them. */
export async function namesOf(
  session: KeptReader,
  some: readonly Counted[],
): Promise<(one: Counted) => string> {
  const sql = `SELECT ${OWN_STATEMENT} id::text, pg_get_userbyid(id)::text AS name FROM unnest($1::oid[]) AS id`;
  const ids = [...new Set(some.map(({ userId }) => userId))];
  const found = await session.query<{ id: string; name: string }>(sql, [ids]);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return ({ userId }) => names.get(userId) ?? userId;
}

/**
 * What each statement grew by; those that did not are absent. One that is counted from the beginning again, because it was
 * thrown away meanwhile or all were reset, counts from nothing. Where several are counted as one, nobody can tell which of
 * them began again: then they count not at all.
 */
export function grownSince(before: readonly Counted[], now: readonly Counted[]): Counted[] {
  const earlier = new Map(before.map((one) => [keyOf(one), one]));
  const grown = now.flatMap((one) => {
    const old = earlier.get(keyOf(one));
    if (old === undefined) return [one];
    if (isAfresh(old, one)) return isSeveral(one) ? [] : [one];
    return [{ ...one, calls: one.calls - old.calls, ms: one.ms - old.ms, rows: one.rows - old.rows }];
  });
  return grown.filter(({ calls }) => calls > 0);
}

/** A user's statements that may not be known, as one. */
export function withHiddenTogether(grown: readonly Counted[]): Counted[] {
  const hidden = new Map<string, Counted>();
  for (const one of grown.filter(({ queryId }) => queryId === null)) {
    const key = keyOf({ ...one, since: null });
    const { calls, ms, rows } = hidden.get(key) ?? { calls: 0, ms: 0, rows: 0 };
    hidden.set(key, { ...one, calls: calls + one.calls, ms: ms + one.ms, rows: rows + one.rows });
  }
  return [...grown.filter(({ queryId }) => queryId !== null), ...hidden.values()];
}

function isSeveral({ queryId, since }: Counted): boolean {
  return queryId === null && since === null;
}

/** Statements without an id are told apart by when each began to be counted, where that is known. */
function keyOf({ queryId, userId, isNested, since }: Counted): string {
  return `${queryId ?? `since ${since}`} ${userId} ${isNested}`;
}

function isAfresh(old: Counted, now: Counted): boolean {
  return old.since !== now.since || now.calls < old.calls || now.ms < old.ms || now.rows < old.rows;
}
