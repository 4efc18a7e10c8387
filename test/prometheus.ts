// A real Prometheus for tests, which k6 can write to: on a free loopback port, in a folder that goes with it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, type Service, startService, withoutPrograms } from "./service.ts";

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutPrometheus(): string | false {
  return withoutPrograms(["prometheus"], "prometheus", "no real Prometheus was written to");
}

export type PrometheusOptions = {
  /** Takes what is written to it: without, it answers 404. */
  readonly remoteWrite?: boolean;
  /** Without, it refuses each batch that holds one: 500. */
  readonly nativeHistograms?: boolean;
  /** Its configuration, YAML; it scrapes nothing unless this says so. */
  readonly config?: string;
};

/** One series of an instant query. */
export type Answer = { readonly metric: Readonly<Record<string, string>>; readonly value: number };

export type Curve = { readonly metric: Answer["metric"]; readonly values: readonly number[] };
export type Span = { readonly from: Date; readonly to: Date; readonly stepSeconds: number };

export type Prometheus = Service & {
  readonly url: string;
  /** Where k6 writes to. */
  readonly writeUrl: string;
  /** An instant query, now or at a time; throws what Prometheus says of a wrong one. A histogram's value is NaN. */
  query(expression: string, at?: Date): Promise<Answer[]>;
  /** A range query: each series with its values, oldest first. */
  range(expression: string, span: Span): Promise<Curve[]>;
  /** The label sets of all series that a selector matches, whenever they were written. */
  series(selector: string): Promise<Answer["metric"][]>;
};

/** `stop` belongs into the test's `after`. */
export async function startPrometheus({
  remoteWrite = true,
  nativeHistograms = true,
  config = "global: { scrape_interval: 15s }\n",
}: PrometheusOptions = {}): Promise<Prometheus> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = await startService("prometheus", `${url}/-/ready`, (folder) => {
    writeFileSync(join(folder, "prometheus.yml"), config);
    return [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...(remoteWrite ? ["--web.enable-remote-write-receiver"] : []),
      ...(nativeHistograms ? ["--enable-feature=native-histograms"] : []),
    ];
  });
  return {
    ...service,
    url,
    writeUrl: `${url}/api/v1/write`,
    query: async (expression, at) => {
      const time = at === undefined ? {} : { time: `${at.getTime() / 1000}` };
      const { result } = (await ask(url, "query", { query: expression, ...time })) as { result: Row[] };
      return result.map(({ metric, value }) => ({ metric, value: Number(value?.[1] ?? Number.NaN) }));
    },
    range: async (expression, { from, to, stepSeconds }) => {
      const span = { start: from.toISOString(), end: to.toISOString(), step: `${stepSeconds}` };
      const { result } = (await ask(url, "query_range", { query: expression, ...span })) as {
        result: { metric: Answer["metric"]; values?: [number, string][] }[];
      };
      return result.map(({ metric, values = [] }) => ({
        metric,
        values: values.map(([, text]) => Number(text)),
      }));
    },
    series: async (selector) =>
      (await ask(url, "series", { "match[]": selector })) as Promise<Answer["metric"][]>,
  };
}

type Row = { metric: Record<string, string>; value?: [number, string] };

async function ask(url: string, path: string, parameters: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const { data, error } = (await answer.json()) as { data?: unknown; error?: string };
  if (error !== undefined) throw new Error(`Prometheus refuses ${JSON.stringify(parameters)}: ${error}`);
  return data;
}
