// Puts a restored database in the old one's place, with the settings that the old one had. Used by postgres-restore.ts.

import { randomBytes } from "node:crypto";
import type pg from "pg";
import { alone, quoted, withServer } from "./postgres-session.ts";
import type { Step } from "./step.ts";
import type { PostgresTarget } from "./target.ts";

/** PostgreSQL cuts longer names, and two cut ones could be the same. */
const NAME_BYTES = 63;

/** What ALTER DATABASE … SET and ALTER ROLE … IN DATABASE say of the old one: no dump and no template has it. */
export async function copySettings(target: PostgresTarget, fresh: string): Promise<void> {
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
export async function swap(
  client: pg.Client,
  target: PostgresTarget,
  fresh: string,
  there: boolean,
  endSessions: boolean,
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

export function besideName(database: string, what: "restoring" | "replaced"): string {
  const ending = `_${what}_${randomBytes(4).toString("hex")}`;
  return database.slice(0, NAME_BYTES - ending.length) + ending;
}
