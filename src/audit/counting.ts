// What can count a target's rows before and after a run: its database, else the lists of its REST API. Opened by audit.ts.

import { basename } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { postgresRows, withReader } from "../database/postgres.ts";
import { fileOf, sqliteRows, withFile } from "../database/sqlite.ts";
import { markerTable } from "../snapshot/contents.ts";
import { postgresMark } from "../snapshot/postgres-contents.ts";
import { markOf } from "../snapshot/sqlite-contents.ts";
import { apiCounting } from "./api-counting.ts";

export type Count = {
  /** What was counted, in words. */
  readonly of: string;
  readonly rows: Readonly<Record<string, number>>;
  /** Tables or lists that could not be. */
  readonly uncounted: readonly { readonly name: string; readonly why: string }[];
  /** The description of the marker's row, which names the dataset; undefined where nobody read it. */
  readonly mark?: string | undefined;
};

export type Counting = {
  readonly source: "database" | "api";
  /** Of a snapshot that could bring the rows back; undefined where none could. */
  readonly kind?: "postgres" | "sqlite";
  /** Rejects where nothing can be counted. */
  count(): Promise<Count>;
};

/** A sentence where neither can be asked. */
export function countingOf(values: SettingValues, origin: string): Counting | string {
  const { databaseUrl } = values;
  if (databaseUrl === undefined) return apiCounting(values, origin);
  const file = fileOf(databaseUrl);
  return file === undefined ? postgresCounting(databaseUrl) : sqliteCounting(file);
}

function postgresCounting(url: string): Counting {
  return {
    source: "database",
    kind: "postgres",
    count: () =>
      withReader(url, async (client) => {
        const { rows, unreadable } = await postgresRows(client);
        const marked = unreadable.includes(markerTable.postgres)
          ? { missing: "this user may not read it" }
          : await postgresMark(client);
        const names = await client.query<{ name: string }>("SELECT current_database() AS name");
        return {
          of: `database ${names.rows[0]?.name}`,
          rows,
          uncounted: unreadable.map((name) => ({ name, why: "this user may not read it" })),
          ...("mark" in marked ? { mark: marked.mark } : {}),
        };
      }),
  };
}

function sqliteCounting(path: string): Counting {
  return {
    source: "database",
    kind: "sqlite",
    count: async () =>
      withFile(path, (database) => ({
        of: `database ${basename(path)}`,
        rows: sqliteRows(database),
        uncounted: [],
        mark: sqliteMark(path, database),
      })),
  };
}

function sqliteMark(file: string, database: DatabaseSync): string | undefined {
  try {
    return markOf({ kind: "sqlite", file }, database);
  } catch {
    // Without the marker there is no snapshot of it either.
    return undefined;
  }
}
