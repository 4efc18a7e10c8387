// Reads from an OBCMS database what contents.ts compares.

import type pg from "pg";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
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
  const sql = `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;
  const tables = (await client.query<{ schema: string; name: string }>(sql)).rows;
  const rows: [string, number][] = [];
  for (const { schema, name } of tables) {
    const count = await client.query<{ n: string }>(
      `SELECT count(*) AS n FROM ${quoted(schema)}.${quoted(name)}`,
    );
    rows.push([schema === "public" ? name : `${schema}.${name}`, Number(count.rows[0]?.n)]);
  }
  const keys: [string, string[]][] = [];
  for (const table of keyed.postgres) {
    if (!tables.some(({ schema, name }) => schema === "public" && name === table)) continue;
    const ids = await client.query<{ id: string }>(`SELECT id::text AS id FROM public.${quoted(table)}`);
    keys.push([table, ids.rows.map(({ id }) => id)]);
  }
  return contentsOf({
    mark: "mark" in mark ? mark.mark : "",
    rows: Object.fromEntries(rows),
    keys: Object.fromEntries(keys),
  });
}
