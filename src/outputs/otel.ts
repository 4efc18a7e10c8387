// OpenTelemetry: k6's output to a collector, which hands on what it gets and cannot be asked.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Address, basic, parseAddress, secretsOf } from "./address.ts";
import type { Output } from "./output.ts";

/** Each export sends every series again, cumulative: a lost one is made good by the next. */
const EXPORT_SECONDS = 5;

export function otel(values: SettingValues): Output | undefined {
  const given = values["outputs.otel"];
  if (given === undefined) return undefined;
  const example = "http://127.0.0.1:4318 (OTLP over HTTP; https://), or grpc://127.0.0.1:4317 (grpcs://)";
  const address = parseAddress("outputs.otel", given, Object.keys(protocols), example);
  const { credentials } = address;
  const header =
    credentials === undefined ? undefined : `authorization=Basic%20${encodeURIComponent(basic(credentials))}`;
  return {
    store: "otel",
    url: address.shown,
    out: "opentelemetry",
    variables: {
      ...protocols[address.url.protocol as keyof typeof protocols](address),
      K6_OTEL_METRIC_PREFIX: "k6_",
      K6_OTEL_EXPORT_INTERVAL: `${EXPORT_SECONDS}s`,
      // From the 2,000th set of labels on the SDK would add all others up to one, in silence.
      OTEL_GO_X_CARDINALITY_LIMIT: "0",
      ...(header === undefined ? {} : { K6_OTEL_HEADERS: header }),
    },
    secrets: [...secretsOf(address), ...(header === undefined ? [] : [header])],
    ask: () =>
      Promise.reject(new Error("a collector hands on what it gets: nobody can ask it what it holds")),
  };
}

/** What each scheme means; those with an `s` at their end are encrypted. */
const protocols = {
  "http:": (address: Address) => overHttp(address, "true"),
  "https:": (address: Address) => overHttp(address, "false"),
  "grpc:": (address: Address) => overGrpc(address, "true"),
  "grpcs:": (address: Address) => overGrpc(address, "false"),
} as const;

/** `:4318` is the protocol's port; the one of http is dropped from a URL. */
function overHttp({ url }: Address, insecure: string): Record<string, string> {
  return {
    K6_OTEL_EXPORTER_PROTOCOL: "http/protobuf",
    K6_OTEL_HTTP_EXPORTER_ENDPOINT: url.host,
    K6_OTEL_HTTP_EXPORTER_INSECURE: insecure,
    K6_OTEL_HTTP_EXPORTER_URL_PATH: url.pathname === "/" ? "/v1/metrics" : url.pathname,
  };
}

function overGrpc({ url }: Address, insecure: string): Record<string, string> {
  return {
    K6_OTEL_EXPORTER_PROTOCOL: "grpc",
    K6_OTEL_GRPC_EXPORTER_ENDPOINT: url.host,
    K6_OTEL_GRPC_EXPORTER_INSECURE: insecure,
  };
}
