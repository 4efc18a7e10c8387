// Takes a PostgreSQL database: a dump, what it held at that very moment, and a template beside it if wished.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { messageOf } from "../problem.ts";
import { type Contents, rowTotal } from "./contents.ts";
import { postgresContents, postgresMark } from "./postgres-contents.ts";
import { alone, exists, LOCK_MS, quoted, withServer, withSession } from "./postgres-session.ts";
import { connectionVariables, postgresProgram, runProgram } from "./program.ts";
import { snapshotFiles, type Taken } from "./snapshot.ts";
import { goOn, type Step } from "./step.ts";
import { type PostgresTarget, unmarked } from "./target.ts";

export async function takePostgres(
  target: PostgresTarget,
  folder: string,
  wish: { readonly name: string; readonly template: boolean; readonly endSessions: boolean },
  step: Step,
): Promise<Taken> {
  const facts = await withSession(target, target.database, async (client) => {
    const mark = await postgresMark(client);
    if ("missing" in mark) throw unmarked(target, mark.missing);
    const sql = `SELECT current_setting('server_version') AS version, pg_encoding_to_char(encoding) AS encoding,
      datcollate AS collate, datctype AS ctype FROM pg_database WHERE datname = current_database()`;
    return (await client.query(sql)).rows[0] as Record<"version" | "encoding" | "collate" | "ctype", string>;
  });
  // Before anything is made: without it nothing can come of this.
  const pgDump = postgresProgram("pg_dump", facts.version);
  const template = wish.template ? await makeTemplate(target, wish, step) : null;
  const undo = async (): Promise<void> => {
    if (template === null) return;
    // The error that led here is the one to tell, even where the server has gone.
    await dropTemplate(target, template).catch((cause) =>
      step.say(`"${template}" may still be there: ${messageOf(cause)}`),
    );
  };
  try {
    // Out of the template where there is one: nobody writes to it, so dump and template are the same.
    const contents = await dump(target, template ?? target.database, pgDump, folder, step);
    if (template !== null) await withServer(target, (client) => close(client, template));
    const { encoding, collate, ctype } = facts;
    return { serverVersion: facts.version, contents, postgres: { encoding, collate, ctype, template }, undo };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** A copy on the server. `CREATE DATABASE … TEMPLATE` needs a source that nobody is connected to. */
async function makeTemplate(
  target: PostgresTarget,
  { name, endSessions }: { readonly name: string; readonly endSessions: boolean },
  step: Step,
): Promise<string> {
  const template = `obcms_perf_template_${name}_${randomBytes(4).toString("hex")}`;
  await withServer(target, (client) =>
    alone(client, target.database, endSessions, step, async () => {
      goOn(step);
      step.say(`copying "${target.database}" to the template "${template}"`);
      await client.query(`CREATE DATABASE ${quoted(template)} TEMPLATE ${quoted(target.database)}`);
    }),
  );
  return template;
}

/** Nobody may connect to it, so that it stays as it is; it can still be copied. */
async function close(client: { query(sql: string): Promise<unknown> }, template: string): Promise<void> {
  await client.query(`ALTER DATABASE ${quoted(template)} WITH ALLOW_CONNECTIONS false`);
}

export async function dropTemplate(target: PostgresTarget, template: string): Promise<void> {
  await withServer(target, async (client) => {
    if (await exists(client, template)) await client.query(`DROP DATABASE ${quoted(template)} WITH (FORCE)`);
  });
}

async function dump(
  target: PostgresTarget,
  database: string,
  pgDump: string,
  folder: string,
  step: Step,
): Promise<Contents> {
  return withSession(target, database, async (client) => {
    // pg_dump joins our transaction, so that it writes what we count, whoever writes meanwhile.
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const exported = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
    const contents = await postgresContents(client);
    step.say(`dumping ${rowTotal(contents)} rows of ${Object.keys(contents.rows).length} tables`);
    const file = join(folder, snapshotFiles.postgres);
    const args = [
      "--format=custom",
      "--no-password",
      `--lock-wait-timeout=${LOCK_MS}`,
      `--snapshot=${exported.rows[0]?.id}`,
      `--file=${file}`,
    ];
    await runProgram(pgDump, args, step, connectionVariables(target, database));
    return contents;
  });
}
