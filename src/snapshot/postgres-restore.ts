// Restores into a new PostgreSQL database beside the old one, and swaps the two by renames when it holds what was taken.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type pg from "pg";
import { Problem } from "../problem.ts";
import { differences } from "./contents.ts";
import { postgresContents, postgresMark } from "./postgres-contents.ts";
import { alone, exists, quoted, refuseSessions, withServer, withSession } from "./postgres-session.ts";
import { connectionVariables, postgresProgram, runProgram } from "./program.ts";
import type { Snapshot } from "./snapshot.ts";
import { goOn, type Step } from "./step.ts";
import { nameOf, type PostgresTarget, unmarked } from "./target.ts";

type Wish = { readonly folder: string; readonly endSessions: boolean };
/** PostgreSQL cuts longer names, and two cut ones could be the same. */
const NAME_BYTES = 63;

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
      await swap(client, target, fresh, there, wish, step);
      return way;
    } catch (error) {
      await client.query(`DROP DATABASE IF EXISTS ${quoted(fresh)} WITH (FORCE)`);
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
  const args = ["--exit-on-error", "--no-password", `--dbname=${fresh}`, join(folder, "database.dump")];
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

export function different(snapshot: string, target: string, found: readonly string[]): Problem {
  return new Problem({
    what: `What was restored from "${snapshot}" is not what was taken; ${target} is as it was.`,
    saw: found.slice(0, 10).join("\n"),
    fix: `\`obcms-perf snapshot remove ${snapshot}\`, and take it again from a whole database`,
    exit: "configuration",
  });
}

/** What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE say of the old one: no dump and no template has it. */
async function copySettings(target: PostgresTarget, fresh: string): Promise<void> {
  const rows = await withServer(
    target,
    async (client) =>
      (
        await client.query<{ role: string | null; setting: string }>(
          `SELECT CASE setrole WHEN 0 THEN NULL ELSE pg_get_userbyid(setrole) END AS role, unnest(setconfig) AS setting
           FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase WHERE d.datname = $1`,
          [target.database],
        )
      ).rows,
  );
  for (const { role, setting } of rows) {
    const equals = setting.indexOf("=");
    const [name, value] = [setting.slice(0, equals), setting.slice(equals + 1)];
    const whose =
      role === null ? `DATABASE ${quoted(fresh)}` : `ROLE ${quoted(role)} IN DATABASE ${quoted(fresh)}`;
    await withServer(target, async (client) => {
      // FROM CURRENT, because a list such as search_path has no literal of its own.
      await client.query("SELECT set_config($1, $2, false)", [name, value]);
      await client.query(`ALTER ${whose} SET ${name.split(".").map(quoted).join(".")} FROM CURRENT`);
    });
  }
}

/** Both renames in one transaction: there is no moment without a database of that name, and none with half a swap. */
async function swap(
  client: pg.Client,
  target: PostgresTarget,
  fresh: string,
  there: boolean,
  { endSessions }: Wish,
  step: Step,
): Promise<void> {
  const [name, old] = [quoted(target.database), besideName(target.database, "replaced")];
  if (!there) {
    await client.query(`ALTER DATABASE ${quoted(fresh)} RENAME TO ${name}`);
    return;
  }
  await alone(client, target.database, endSessions, step, async () => {
    step.say(`swapping "${target.database}"`);
    await client.query("BEGIN");
    try {
      await client.query(`ALTER DATABASE ${name} RENAME TO ${quoted(old)}`);
      await client.query(`ALTER DATABASE ${quoted(fresh)} RENAME TO ${name}`);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
  await client
    .query(`DROP DATABASE ${quoted(old)} WITH (FORCE)`)
    // The restore is done all the same, and the next one must not fail because of it.
    .catch((cause) => step.say(`the old database is still there as "${old}": ${cause.message}`));
}

function besideName(database: string, what: "restoring" | "replaced"): string {
  const ending = `_${what}_${randomBytes(4).toString("hex")}`;
  return database.slice(0, NAME_BYTES - ending.length) + ending;
}
