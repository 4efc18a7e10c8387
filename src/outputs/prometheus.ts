// Prometheus, and what speaks its remote write: k6's output, and its HTTP API for the question afterwards.

import { z } from "zod";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { LOAD, type RequestsByRole } from "../result/outputs.ts";
import { type Address, authorization, parseAddress, secretsOf } from "./address.ts";
import { askJson, post } from "./ask.ts";
import type { Asked, Output } from "./output.ts";
import { remoteWriteHeaders, writeRequest } from "./remote-write.ts";

/**
 * Between two pushes. Grafana's narrowest window of a rate is four of them, and a run of CI lasts a minute or less: k6's
 * own 5 s would leave it three windows. Each push sends the series that changed, so that every second would cost a soak
 * of hours twice as much for curves that nobody can tell apart.
 */
export const PUSH_SECONDS = 2;

/** Where a store has no native histograms: cumulative since the run's start, never to be averaged. `count` is wrong in k6 2.2. */
const TREND_STATS = "avg,max,p(50),p(95),p(99)";

export function prometheus(values: SettingValues): Output | undefined {
  const given = values["outputs.prometheus"];
  if (given === undefined) return undefined;
  const address = parseAddress("outputs.prometheus", given, PROTOCOLS, "http://127.0.0.1:9090/api/v1/write");
  const query = queryAddress(values, address);
  const { credentials } = address;
  return {
    store: "prometheus",
    url: address.shown,
    out: "experimental-prometheus-rw",
    variables: {
      K6_PROMETHEUS_RW_SERVER_URL: address.url.href,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: `${PUSH_SECONDS}s`,
      // Otherwise a finished run still has its virtual users for five minutes.
      K6_PROMETHEUS_RW_STALE_MARKERS: "true",
      // k6 insists on 1.3 otherwise.
      K6_PROMETHEUS_RW_TLS_MINIMUM_VERSION: "1.2",
      ...(values["outputs.nativeHistograms"]
        ? { K6_FEATURES: "native-histograms" }
        : { K6_PROMETHEUS_RW_TREND_STATS: TREND_STATS }),
      ...(credentials === undefined
        ? {}
        : {
            K6_PROMETHEUS_RW_USERNAME: credentials.username,
            K6_PROMETHEUS_RW_PASSWORD: credentials.password,
          }),
    },
    secrets: [...secretsOf(address), ...(query === undefined ? [] : secretsOf(query))],
    ask: (asked) => ask(query, asked),
    tell: (figures, at, signal) =>
      post(
        address.url.href,
        { ...authorization(address), ...remoteWriteHeaders },
        writeRequest(figures, at),
        signal,
      ),
  };
}

const PROTOCOLS = ["http:", "https:"];

/** Where `query` lies beside what is written to: Prometheus itself and VictoriaMetrics; Mimir and Grafana Cloud. */
const QUERY_PATHS: readonly (readonly [RegExp, string])[] = [
  [/\/api\/v1\/write$/, "/api/v1/query"],
  [/\/api\/v1\/push$/, "/prometheus/api/v1/query"],
  [/\/api\/prom\/push$/, "/api/prom/api/v1/query"],
];

/** Undefined where nobody says and the address written to does not tell. */
function queryAddress(values: SettingValues, write: Address): Address | undefined {
  const given = values["outputs.prometheusQuery"];
  if (given !== undefined) {
    const example = "http://127.0.0.1:9090, below which /api/v1/query answers";
    const address = parseAddress("outputs.prometheusQuery", given, PROTOCOLS, example);
    const url = new URL(`${address.shown}/api/v1/query`);
    return { ...address, url, credentials: address.credentials ?? write.credentials };
  }
  const known = QUERY_PATHS.find(([path]) => path.test(write.url.pathname));
  if (known === undefined) return undefined;
  const url = new URL(write.url);
  url.pathname = write.url.pathname.replace(...known);
  return { ...write, url };
}

const answerSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.object({ role: z.string().optional() }),
        value: z.tuple([z.number(), z.coerce.number().pipe(z.int())]),
      }),
    ),
  }),
});

/** The last value of each series: `increase` would lose the first push, because k6's counters are born above zero. */
async function ask(
  query: Address | undefined,
  { testid, startedAt, signal }: Asked,
): Promise<RequestsByRole> {
  if (query === undefined)
    throw new Error("the address written to does not tell where it is asked (outputs.prometheusQuery does)");
  // k6's samples have this machine's time; the clock of the store may be another.
  const now = Date.now() + 1000;
  const range = Math.ceil((now - startedAt.getTime()) / 1000) + 60;
  const expression = `sum by (role) (last_over_time(k6_http_reqs_total{testid=${JSON.stringify(testid)}}[${range}s]))`;
  // VictoriaMetrics hides the last 30 s from a question that its cache may answer.
  const parameters = new URLSearchParams({ query: expression, time: String(now / 1000), nocache: "1" });
  const answer = await askJson(answerSchema, `${query.url.href}?${parameters}`, authorization(query), signal);
  return Object.fromEntries(answer.data.result.map(({ metric, value }) => [metric.role ?? LOAD, value[1]]));
}
