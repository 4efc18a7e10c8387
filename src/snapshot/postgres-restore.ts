// Restores into a new PostgreSQL database beside the old one, and swaps the two by renames when it holds what was taken.

import { join } from "node:path";
import type pg from "pg";
import { messageOf } from "../problem.ts";
import { differences, different } from "./contents.ts";
import { postgresContents, postgresMark } from "./postgres-contents.ts";
import { exists, quoted, refuseSessions, withServer, withSession } from "./postgres-session.ts";
import { besideName, copySettings, swap } from "./postgres-swap.ts";
import { connectionVariables, postgresProgram, runProgram } from "./program.ts";
import { type Snapshot, snapshotFiles } from "./snapshot.ts";
import { goOn, type Step } from "./step.ts";
import { nameOf, type PostgresTarget, unmarked } from "./target.ts";

type Wish = { readonly folder: string; readonly endSessions: boolean };

/** By which way it was restored. When it throws, the old database is as it was. */
export async function restorePostgres(
  target: PostgresTarget,
  snapshot: Snapshot,
  wish: Wish,
  step: Step,
): Promise<"dump" | "template"> {
  const there = await withServer(target, (client) => exists(client, target.database));
  if (there) {
    const mark = await withSession(target, target.database, postgresMark);
    if ("missing" in mark) throw unmarked(target, mark.missing);
  }
  return withServer(target, async (client) => {
    // At once, and again before the swap: nobody shall wait for a restore that is then refused.
    await refuseSessions(client, target.database, wish.endSessions);
    const fresh = besideName(target.database, "restoring");
    try {
      const way = await fill(client, target, fresh, snapshot, wish, step);
      await verify(target, fresh, snapshot, step);
      if (there) await copySettings(target, fresh);
      goOn(step);
      await swap(client, target, fresh, there, wish.endSessions, step);
      return way;
    } catch (error) {
      // The error that led here is the one to tell, even where the server has gone.
      await withServer(target, (session) =>
        session.query(`DROP DATABASE IF EXISTS ${quoted(fresh)} WITH (FORCE)`),
      ).catch((cause) => step.say(`"${fresh}" may still be there: ${messageOf(cause)}`));
      throw error;
    }
  });
}

async function fill(
  client: pg.Client,
  target: PostgresTarget,
  fresh: string,
  { postgres, serverVersion }: Snapshot,
  { folder }: Wish,
  step: Step,
): Promise<"dump" | "template"> {
  const owner = await client.query<{ owner: string }>(
    "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1",
    [target.database],
  );
  const owned = `OWNER ${quoted(owner.rows[0]?.owner ?? target.user)}`;
  const template = postgres?.template ?? null;
  if (template !== null) {
    if (await exists(client, template)) {
      step.say(`copying the template "${template}" to "${fresh}"`);
      await client.query(`CREATE DATABASE ${quoted(fresh)} ${owned} TEMPLATE ${quoted(template)}`);
      return "template";
    }
    step.say(`the template "${template}" is not on this server: restoring from the dump`);
  }
  const program = postgresProgram("pg_restore", serverVersion);
  step.say(`restoring the dump into "${fresh}"`);
  const { encoding = "UTF8", collate = "C", ctype = "C" } = postgres ?? {};
  const [encodingText, collateText, ctypeText] = [encoding, collate, ctype].map((text) =>
    client.escapeLiteral(text),
  );
  await client.query(
    `CREATE DATABASE ${quoted(fresh)} ${owned} TEMPLATE template0
     ENCODING ${encodingText} LC_COLLATE ${collateText} LC_CTYPE ${ctypeText}`,
  );
  const args = [
    "--exit-on-error",
    "--no-password",
    `--dbname=${fresh}`,
    join(folder, snapshotFiles.postgres),
  ];
  await runProgram(program, args, step, connectionVariables(target, fresh));
  // A dump carries no statistics: without them the first queries would be planned blindly and measured so.
  step.say("analysing");
  await withSession(target, fresh, (session) => session.query("ANALYZE"));
  return "dump";
}

async function verify(target: PostgresTarget, fresh: string, snapshot: Snapshot, step: Step): Promise<void> {
  step.say("comparing rows and fingerprint");
  const restored = await withSession(target, fresh, postgresContents);
  const found = differences(snapshot.contents, restored);
  if (found.length > 0) throw different(snapshot.name, nameOf(target), found);
}
