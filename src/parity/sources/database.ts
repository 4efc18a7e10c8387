// The facts that the target's database tells by itself, where databaseUrl names it. Asked by observe.ts.

import { DatabaseSync } from "node:sqlite";
import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { withReader } from "../../database/postgres.ts";
import { fileOf } from "../../database/sqlite.ts";
import { messageOf } from "../../problem.ts";
import type { ParityValue } from "../../result/parity.ts";
import type { FactName } from "../facts.ts";
import { nothingTold, type Told, withoutPasswords } from "../observation.ts";

const PATIENCE_MS = 5_000;

type RowFact = Extract<FactName, `rows.${string}`>;
const tables = {
  postgresql: {
    "rows.users": "auth_user",
    "rows.workItems": "common_work_item",
    "rows.monitoringEntries": "monitoring_monitoringentry",
  },
  sqlite: {
    "rows.users": "user",
    "rows.workItems": "work_item",
    "rows.monitoringEntries": "monitoring_entry",
  },
} as const satisfies Record<string, Record<RowFact, string>>;

/** Never throws: a database that does not answer tells nothing. The address, which has a password, is in no message. */
export async function askDatabase(url: string | undefined): Promise<Told> {
  if (url === undefined) return nothingTold(`databaseUrl is not set (${settings.databaseUrl.env})`);
  try {
    const file = fileOf(url);
    return file === undefined ? await askPostgres(url) : askSqlite(file);
  } catch (error) {
    return nothingTold(`the database that databaseUrl names: ${withoutPasswords(messageOf(error))}`);
  }
}

function askPostgres(url: string): Promise<Told> {
  const silent: Record<string, string> = {};
  return withReader(
    url,
    async (client) => {
      const ask = async (fact: FactName, sql: string): Promise<string | undefined> => {
        try {
          return String((await client.query<{ told: string }>(sql)).rows[0]?.told);
        } catch (error) {
          silent[fact] = messageOf(error);
          return undefined;
        }
      };
      const version = await ask("database.version", "SELECT current_setting('server_version') AS told");
      const replicas = await ask("database.replicas", "SELECT count(*) AS told FROM pg_stat_replication");
      const facts: Record<string, ParityValue | undefined> = {
        "database.vendor": "postgresql",
        // Debian adds its own: "15.18 (Debian 15.18-1)".
        "database.version": version?.split(" ")[0],
        "database.replicas": numberOf(replicas),
      };
      for (const [fact, table] of Object.entries(tables.postgresql) as [RowFact, string][])
        facts[fact] = numberOf(await ask(fact, `SELECT count(*) AS told FROM ${table}`));
      return { facts, silent, because: "the database does not tell it" };
    },
    PATIENCE_MS,
  );
}

/** A file tells nothing of the program that has it open, nor of its version. Its path is in no message. */
function askSqlite(path: string): Told {
  const database = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE_MS });
  try {
    const facts: Record<string, ParityValue> = { "database.vendor": "sqlite", "database.replicas": 0 };
    for (const [fact, table] of Object.entries(tables.sqlite))
      facts[fact] = Number(database.prepare(`SELECT count(*) AS told FROM ${table}`).get()?.told);
    return { facts, because: "a file of SQLite does not tell it" };
  } finally {
    database.close();
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
