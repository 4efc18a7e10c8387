// InfluxDB 1, the only one that k6's own output speaks to.

import { z } from "zod";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { LOAD, type RequestsByRole } from "../result/outputs.ts";
import { type Address, authorization, parseAddress, secretsOf } from "./address.ts";
import { askJson, post } from "./ask.ts";
import { lineProtocol } from "./line-protocol.ts";
import type { Asked, Output } from "./output.ts";

export function influxdb(values: SettingValues): Output | undefined {
  const given = values["outputs.influxdb"];
  if (given === undefined) return undefined;
  const address = parseAddress("outputs.influxdb", given, ["http:", "https:"], "http://127.0.0.1:8086/k6");
  const { server, database } = partsOf(address);
  const { credentials } = address;
  return {
    store: "influxdb",
    url: `${server}/${database}`,
    out: "influxdb",
    variables: {
      K6_INFLUXDB_ADDR: server,
      K6_INFLUXDB_DB: database,
      ...(credentials === undefined
        ? {}
        : { K6_INFLUXDB_USERNAME: credentials.username, K6_INFLUXDB_PASSWORD: credentials.password }),
    },
    secrets: secretsOf(address),
    ask: (asked) => ask(server, database, address, asked),
    tell: (figures, at, signal) =>
      post(
        `${server}/write?${new URLSearchParams({ db: database, precision: "ms" })}`,
        authorization(address),
        lineProtocol(figures, at),
        signal,
      ),
  };
}

/** The last part of the path is the database, as k6 has it; `k6` where there is none. */
function partsOf({ shown, url }: Address): { server: string; database: string } {
  if (url.pathname === "/") return { server: shown, database: "k6" };
  const slash = shown.lastIndexOf("/");
  return { server: shown.slice(0, slash), database: decodeURIComponent(shown.slice(slash + 1)) };
}

const answerSchema = z.object({
  results: z.array(
    z.object({
      error: z.string().optional(),
      series: z
        .array(
          z.object({
            tags: z.object({ role: z.string() }),
            values: z.tuple([z.tuple([z.unknown(), z.int()])]),
          }),
        )
        .optional(),
    }),
  ),
});

async function ask(
  server: string,
  database: string,
  address: Address,
  { testid, signal }: Asked,
): Promise<RequestsByRole> {
  const q = `SELECT sum(value) FROM http_reqs WHERE testid='${testid.replaceAll("'", "\\'")}' GROUP BY "role"`;
  const parameters = new URLSearchParams({ db: database, q });
  const { results } = await askJson(
    answerSchema,
    `${server}/query?${parameters}`,
    authorization(address),
    signal,
  );
  const [error] = results.flatMap((result) => result.error ?? []);
  if (error !== undefined) throw new Error(`it refuses the question: ${error}`);
  const series = results.flatMap((result) => result.series ?? []);
  return Object.fromEntries(series.map(({ tags, values: [[, sum]] }) => [tags.role || LOAD, sum]));
}
