// A real InfluxDB 1 for tests: on free loopback ports, in a folder that goes with it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, type Service, startService, withoutPrograms } from "./service.ts";

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutInfluxdb(): string | false {
  return withoutPrograms(["influxd"], "influxdb", "no real InfluxDB was written to");
}

/** One series of an answer: a row for each point, its columns by name. Times are ISO texts. */
export type Series = {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
};

export type Influxdb = Service & {
  readonly url: string;
  /** What a statement of InfluxQL answers; throws what InfluxDB says of a wrong one. */
  query(database: string, statement: string): Promise<Series[]>;
};

export type InfluxdbOptions = {
  /** Asks for a user's password: this one is made, and may do everything. */
  readonly admin?: { readonly name: string; readonly password: string };
};

/** `stop` belongs into the test's `after`. */
export async function startInfluxdb({ admin }: InfluxdbOptions = {}): Promise<Influxdb> {
  const [port, rpcPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const service = await startService("influxd", `${url}/ping`, (folder) => {
    const path = join(folder, "influxdb.conf");
    writeFileSync(path, configuration(folder, port, rpcPort, admin !== undefined));
    return ["-config", path];
  });
  const ask = async (database: string, statement: string): Promise<Series[]> => {
    const { results } = await answerOf(url, database, statement, admin);
    return results.flatMap(({ series, error }) => {
      if (error !== undefined) throw new Error(`InfluxDB refuses ${statement}: ${error}`);
      return (series ?? []).map(({ name, tags, columns, values }) => ({
        name,
        tags: tags ?? {},
        rows: (values ?? []).map((row) =>
          Object.fromEntries(columns.map((column, index) => [column, row[index]])),
        ),
      }));
    });
  };
  if (admin !== undefined)
    await ask("", `CREATE USER "${admin.name}" WITH PASSWORD '${admin.password}' WITH ALL PRIVILEGES`);
  return { ...service, url, query: ask };
}

function configuration(folder: string, port: number, rpcPort: number, auth: boolean): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${join(folder, "meta")}"
[data]
  dir = "${join(folder, "data")}"
  wal-dir = "${join(folder, "wal")}"
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
[monitor]
  store-enabled = false
`;
}

type Answer = {
  results: {
    error?: string;
    series?: { name: string; tags?: Record<string, string>; columns: string[]; values?: unknown[][] }[];
  }[];
};

async function answerOf(
  url: string,
  database: string,
  statement: string,
  admin: InfluxdbOptions["admin"],
): Promise<Answer> {
  const answer = await fetch(`${url}/query`, {
    method: "POST",
    body: new URLSearchParams({ db: database, q: statement }),
    headers:
      admin === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(`${admin.name}:${admin.password}`).toString("base64")}` },
  });
  const said = (await answer.json()) as Answer & { error?: string };
  if (said.error !== undefined) throw new Error(`InfluxDB refuses ${statement}: ${said.error}`);
  return said;
}
