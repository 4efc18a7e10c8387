// What the snapshot tests share: the tool as a user runs it, and small databases that carry the performance marker.

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { type ExitName, exitCodes } from "../../src/exit-codes.ts";
import { schema } from "../../stand-in/schema.ts";
import {
  describeDataset,
  performanceMarker,
} from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { type Ended, tool } from "../load/process.ts";

export const dataset = { fingerprint: "0123456789abcdef", seed: 7, scale: 1, today: "2026-01-01" };
export const SECRET = "s3cret-never-shown";

/** The tool with a database's address as a variable. Whatever it is asked, the password is in nothing it says. */
export async function asks(
  url: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const ended = await tool(args, { ...process.env, OBCMS_DATABASE_URL: url, ...env }).ended;
  assert.doesNotMatch(ended.stdout + ended.stderr, new RegExp(SECRET));
  return ended;
}

export function assertEnded(ended: Ended, exit: ExitName, says?: RegExp): void {
  assert.equal(ended.exitCode, exitCodes[exit].code, ended.stderr);
  if (says !== undefined) assert.match(ended.stderr, says);
}

/** The same server and user, another database, and a password that the server does not ask for. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.password = SECRET;
  url.pathname = `/${database}`;
  return url.href;
}

export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Row>(sql);
    return result.rows;
  } finally {
    await client.end();
  }
}

/** A database with OBCMS's names: the marker, a tree of work items with awkward values, and settings of its own. */
export async function makeObcms(server: string, database: string): Promise<string> {
  await query(server, `CREATE DATABASE "${database}"`);
  const url = urlOf(server, database);
  await query(
    url,
    `CREATE TABLE ${performanceMarker.table} (id serial PRIMARY KEY, name text UNIQUE, description text);
     INSERT INTO ${performanceMarker.table} (name, description)
       VALUES ('${performanceMarker.name}', '${describeDataset(dataset)}');
     CREATE TABLE common_work_item (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), parent_id uuid
       REFERENCES common_work_item, title text, at timestamptz DEFAULT now(), data jsonb, raw bytea);
     INSERT INTO common_work_item (title, data, raw)
       SELECT 'Ärger ''quoted'' "' || n, jsonb_build_object('n', n), decode(md5(n::text), 'hex')
       FROM generate_series(1, 2000) AS n;
     UPDATE common_work_item SET parent_id = (SELECT min(id::text)::uuid FROM common_work_item) WHERE title LIKE '%7';
     CREATE TABLE auth_user (id serial PRIMARY KEY, username text);
     INSERT INTO auth_user (username) SELECT 'user' || n FROM generate_series(1, 50) AS n;
     ALTER DATABASE "${database}" SET search_path TO public, pg_catalog`,
  );
  return url;
}

/** Every row of every table, and where the sequences stand. */
export async function everything(url: string): Promise<unknown> {
  const [work, users, types, sequence, path] = await Promise.all([
    query(url, "SELECT w::text AS row FROM common_work_item w ORDER BY id"),
    query(url, "SELECT * FROM auth_user ORDER BY id"),
    query(url, `SELECT * FROM ${performanceMarker.table} ORDER BY id`),
    query(url, "SELECT last_value FROM auth_user_id_seq"),
    query(url, "SELECT current_setting('search_path') AS path"),
  ]);
  return { work, users, types, sequence, path };
}

export const CHANGE = `DELETE FROM common_work_item WHERE parent_id IS NOT NULL;
  UPDATE common_work_item SET title = 'changed'; INSERT INTO auth_user (username) VALUES ('new')`;

/** All databases of the server, to see that nothing is left beside them. */
export async function databases(server: string): Promise<string[]> {
  const rows = await query<{ datname: string }>(server, "SELECT datname FROM pg_database ORDER BY 1");
  return rows.map(({ datname }) => datname);
}

export function makeStandInFile(file: string, marked = true): void {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; ${schema}`);
  const add = database.prepare(
    "INSERT INTO engagement_type VALUES (NULL, ?, 'validation', ?, '', '', 1, '2026-01-01', '2026-01-01')",
  );
  add.run("Meeting", "people meet");
  if (marked) add.run(performanceMarker.name, describeDataset(dataset));
  database.exec("INSERT INTO region VALUES (1, 'R1', 'Region', 'first', 'a')");
  database.close();
}

export function everyRow(file: string): unknown {
  const database = new DatabaseSync(file);
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]);
  } finally {
    database.close();
  }
}

export function changeFile(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
