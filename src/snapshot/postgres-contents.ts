// Reads from an OBCMS database what contents.ts compares.

import type pg from "pg";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { postgresRows } from "../database/postgres.ts";
import { type Contents, contentsOf, keyed, markerTable } from "./contents.ts";
import { quoted } from "./postgres-session.ts";

/** The marker's description, or in words why there is none. */
export async function postgresMark(client: pg.Client): Promise<{ mark: string } | { missing: string }> {
  const found = await client.query("SELECT to_regclass($1) AS table", [`public.${markerTable.postgres}`]);
  if (found.rows[0]?.table === null) return { missing: `it has no table ${markerTable.postgres}` };
  const sql = `SELECT description FROM public.${markerTable.postgres} WHERE name = $1`;
  const row = (await client.query<{ description: string }>(sql, [performanceMarker.name])).rows[0];
  if (row === undefined) return { missing: `no row "${performanceMarker.name}" in ${markerTable.postgres}` };
  return { mark: row.description };
}

/** In one transaction of the caller's, so that counts and keys are of one moment. */
export async function postgresContents(client: pg.Client): Promise<Contents> {
  const mark = await postgresMark(client);
  const { rows } = await postgresRows(client);
  const keys: [string, string[]][] = [];
  for (const table of keyed.postgres) {
    if (rows[table] === undefined) continue;
    const ids = await client.query<{ id: string }>(`SELECT id::text AS id FROM public.${quoted(table)}`);
    keys.push([table, ids.rows.map(({ id }) => id)]);
  }
  return contentsOf({
    mark: "mark" in mark ? mark.mark : "",
    rows,
    keys: Object.fromEntries(keys),
  });
}
