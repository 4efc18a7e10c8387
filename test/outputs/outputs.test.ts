// How k6 is told of a store, what of an address is shown, and what a store is asked after a run.

import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { openOutputs } from "../../src/outputs/open.ts";
import { Problem } from "../../src/problem.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { tool } from "../load/process.ts";

const SECRET = "geh/eim wört";
const LOGIN = `perf:${encodeURIComponent(SECRET)}@`;

const opened = (flags: Flags) => openOutputs(standInSettings("http://127.0.0.1:1", flags).values);
const askedOf = (testid = "run-1") => ({
  testid,
  startedAt: new Date(Date.now() - 5_000),
  signal: new AbortController().signal,
});

const told: readonly {
  title: string;
  flags: Flags;
  outs: string[];
  url: string;
  variables: Record<string, string>;
}[] = [
  {
    title: "Prometheus",
    flags: { "outputs.prometheus": `http://${LOGIN}127.0.0.1:9090/api/v1/write` },
    outs: ["experimental-prometheus-rw"],
    url: "http://127.0.0.1:9090/api/v1/write",
    variables: {
      K6_PROMETHEUS_RW_SERVER_URL: "http://127.0.0.1:9090/api/v1/write",
      K6_PROMETHEUS_RW_USERNAME: "perf",
      K6_PROMETHEUS_RW_PASSWORD: SECRET,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "2s",
      K6_PROMETHEUS_RW_STALE_MARKERS: "true",
      K6_PROMETHEUS_RW_TLS_MINIMUM_VERSION: "1.2",
      K6_FEATURES: "native-histograms",
    },
  },
  {
    title: "a Prometheus without native histograms",
    flags: { "outputs.prometheus": "https://store.example/write", "outputs.nativeHistograms": false },
    outs: ["experimental-prometheus-rw"],
    url: "https://store.example/write",
    variables: {
      K6_PROMETHEUS_RW_SERVER_URL: "https://store.example/write",
      K6_PROMETHEUS_RW_PUSH_INTERVAL: "2s",
      K6_PROMETHEUS_RW_STALE_MARKERS: "true",
      K6_PROMETHEUS_RW_TLS_MINIMUM_VERSION: "1.2",
      // Never `count`, which k6 2.2 divides by 1000.
      K6_PROMETHEUS_RW_TREND_STATS: "avg,max,p(50),p(95),p(99)",
    },
  },
  {
    title: "InfluxDB",
    flags: { "outputs.influxdb": `http://${LOGIN}127.0.0.1:8086/load` },
    outs: ["influxdb"],
    url: "http://127.0.0.1:8086/load",
    variables: {
      K6_INFLUXDB_ADDR: "http://127.0.0.1:8086",
      K6_INFLUXDB_DB: "load",
      K6_INFLUXDB_USERNAME: "perf",
      K6_INFLUXDB_PASSWORD: SECRET,
    },
  },
  {
    title: "an InfluxDB below a path",
    flags: { "outputs.influxdb": "https://store.example/influx/load" },
    outs: ["influxdb"],
    url: "https://store.example/influx/load",
    variables: { K6_INFLUXDB_ADDR: "https://store.example/influx", K6_INFLUXDB_DB: "load" },
  },
  {
    title: "an InfluxDB without a database",
    flags: { "outputs.influxdb": "http://127.0.0.1:8086" },
    outs: ["influxdb"],
    url: "http://127.0.0.1:8086/k6",
    variables: { K6_INFLUXDB_ADDR: "http://127.0.0.1:8086", K6_INFLUXDB_DB: "k6" },
  },
  {
    title: "a collector over HTTP",
    flags: { "outputs.otel": "http://127.0.0.1:4318" },
    outs: ["opentelemetry"],
    url: "http://127.0.0.1:4318",
    variables: {
      K6_OTEL_EXPORTER_PROTOCOL: "http/protobuf",
      K6_OTEL_HTTP_EXPORTER_ENDPOINT: "127.0.0.1:4318",
      K6_OTEL_HTTP_EXPORTER_INSECURE: "true",
      K6_OTEL_HTTP_EXPORTER_URL_PATH: "/v1/metrics",
      K6_OTEL_METRIC_PREFIX: "k6_",
      K6_OTEL_EXPORT_INTERVAL: "5s",
      OTEL_GO_X_CARDINALITY_LIMIT: "0",
    },
  },
  {
    title: "a collector over encrypted gRPC, with a password",
    flags: { "outputs.otel": "grpcs://perf:pass@collector.example:4317" },
    outs: ["opentelemetry"],
    url: "grpcs://collector.example:4317",
    variables: {
      K6_OTEL_EXPORTER_PROTOCOL: "grpc",
      K6_OTEL_GRPC_EXPORTER_ENDPOINT: "collector.example:4317",
      K6_OTEL_GRPC_EXPORTER_INSECURE: "false",
      K6_OTEL_METRIC_PREFIX: "k6_",
      K6_OTEL_EXPORT_INTERVAL: "5s",
      OTEL_GO_X_CARDINALITY_LIMIT: "0",
      K6_OTEL_HEADERS: "authorization=Basic%20cGVyZjpwYXNz",
    },
  },
];
for (const { title, flags, outs, url, variables } of told) {
  test(`k6 is told of ${title} by variables alone, and the address shown holds no credentials`, () => {
    const outputs = opened(flags);
    assert.deepEqual(outputs.outs, outs);
    assert.deepEqual(outputs.variables, variables);
    assert.equal(outputs.unasked?.[0]?.url, url);
  });
}

test("all stores at once are told to k6 in one order, and their secrets are known for masking", () => {
  const outputs = opened({
    "outputs.otel": "http://a:otel-pass@127.0.0.1:4318",
    "outputs.influxdb": "http://a:influx-pass@127.0.0.1:8086/k6",
    "outputs.prometheus": "http://a:prom-pass@127.0.0.1:9090/api/v1/write",
    "outputs.prometheusQuery": "http://a:query-pass@127.0.0.1:9090",
  });
  assert.deepEqual(outputs.outs, ["experimental-prometheus-rw", "influxdb", "opentelemetry"]);
  for (const secret of ["otel-pass", "influx-pass", "prom-pass", "query-pass"]) {
    assert.ok(outputs.secrets.includes(secret), secret);
    assert.ok(outputs.secrets.includes(Buffer.from(`a:${secret}`).toString("base64")), secret);
  }
  assert.doesNotMatch(JSON.stringify(outputs.unasked), /-pass/);
});

test("a run without a store is told of none, and has no record", async () => {
  const outputs = opened({});
  assert.deepEqual([outputs.outs, outputs.variables, outputs.unasked], [[], {}, undefined]);
  assert.deepEqual(await outputs.ask(askedOf(), 3), []);
});

const wrong: readonly { title: string; flags: Flags; says: RegExp }[] = [
  { title: "no URL", flags: { "outputs.prometheus": `${SECRET} nowhere` }, says: /cannot be read as a URL/ },
  {
    title: "a scheme that the store does not speak",
    flags: { "outputs.influxdb": `grpc://${LOGIN}127.0.0.1:8086` },
    says: /grpc:\/\/127\.0\.0\.1:8086, which begins with none of http:\/\/, https:\/\//,
  },
  {
    title: "a query in it",
    flags: { "outputs.otel": `http://${LOGIN}127.0.0.1:4318/?token=${encodeURIComponent(SECRET)}` },
    says: /with a query or a fragment/,
  },
  {
    title: "a store that is required and not given",
    flags: { "outputs.required": true },
    says: /neither outputs\.prometheus/,
  },
];
for (const { title, flags, says } of wrong) {
  test(`${title} is refused, and no password is told`, () => {
    assert.throws(
      () => opened(flags),
      (error) => {
        assert.ok(error instanceof Problem);
        assert.equal(error.exit, "configuration");
        assert.match(error.saw, says);
        assert.doesNotMatch(error.toText(), /geh/);
        return true;
      },
    );
  });
}

type Reply = { status?: number; body: unknown };

/** A store that answers one reply after the other, the last one for ever; resolves with its address and what it was asked. */
async function store(
  t: TestContext,
  ...replies: Reply[]
): Promise<{ origin: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const reply = replies[Math.min(asked.length, replies.length - 1)];
    asked.push(request);
    response.statusCode = reply?.status ?? 200;
    response.setHeader("location", "http://127.0.0.1:1/elsewhere");
    response.end(typeof reply?.body === "string" ? reply.body : JSON.stringify(reply?.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const vector = (...roles: [string | undefined, number][]): Reply => ({
  body: {
    status: "success",
    data: {
      resultType: "vector",
      result: roles.map(([role, value]) => ({
        metric: role === undefined ? {} : { role },
        value: [1795723150, String(value)],
      })),
    },
  },
});
const influx = (...roles: [string, number][]): Reply => ({
  body: {
    results: [
      {
        statement_id: 0,
        series: roles.map(([role, sum]) => ({
          name: "http_reqs",
          tags: { role },
          columns: ["time", "sum"],
          values: [[0, sum]],
        })),
      },
    ],
  },
});

test("Prometheus is asked beside the address written to, for this run alone, with its credentials", async (t) => {
  const { origin, asked } = await store(t, vector([undefined, 300], ["control", 2]));
  const outputs = opened({
    "outputs.prometheus": `${origin.replace("://", `://${LOGIN}`)}/prefix/api/v1/write`,
  });
  const [output] = await outputs.ask(askedOf("20261126-x"), 302);
  assert.deepEqual(output?.answer, { state: "told", requests: { load: 300, control: 2 } });
  const [request] = asked;
  const url = new URL(String(request?.url), origin);
  assert.equal(url.pathname, "/prefix/api/v1/query");
  assert.match(
    String(url.searchParams.get("query")),
    /^sum by \(role\) \(last_over_time\(k6_http_reqs_total\{testid="20261126-x"\}\[6\ds\]\)\)$/,
  );
  assert.equal(request?.headers.authorization, `Basic ${Buffer.from(`perf:${SECRET}`).toString("base64")}`);
});

test("InfluxDB is asked in its database, for this run alone, with its credentials", async (t) => {
  const { origin, asked } = await store(t, influx(["", 300], ["probe", 1]));
  const outputs = opened({ "outputs.influxdb": `${origin.replace("://", `://${LOGIN}`)}/load` });
  const [output] = await outputs.ask(askedOf("20261126-x"), 301);
  assert.deepEqual(output?.answer, { state: "told", requests: { load: 300, probe: 1 } });
  const url = new URL(String(asked[0]?.url), origin);
  assert.equal(url.searchParams.get("db"), "load");
  assert.match(String(url.searchParams.get("q")), /FROM http_reqs WHERE testid='20261126-x' GROUP BY "role"/);
  assert.match(String(asked[0]?.headers.authorization), /^Basic /);
});

test("a store that shows what it took a little later is waited for", async (t) => {
  const { origin, asked } = await store(t, vector(), vector([undefined, 100]), vector([undefined, 300]));
  const [output] = await opened({ "outputs.prometheus": `${origin}/api/v1/write` }).ask(askedOf(), 300);
  assert.deepEqual(output?.answer, { state: "told", requests: { load: 300 } });
  assert.equal(asked.length, 3);
});

test("one that never shows the rest is not waited for without end, and says what it has", async (t) => {
  const { origin } = await store(t, vector([undefined, 299]));
  const before = performance.now();
  const [output] = await opened({ "outputs.prometheus": `${origin}/api/v1/write` }).ask(askedOf(), 300);
  assert.deepEqual(output?.answer, { state: "told", requests: { load: 299 } });
  assert.ok(performance.now() - before < 8_000);
});

const silences: readonly { title: string; reply: Reply; flag: "prometheus" | "influxdb"; says: RegExp }[] = [
  {
    title: "refuses the question",
    reply: { status: 401, body: "who are you" },
    flag: "prometheus",
    says: /answers 401: who are you/,
  },
  { title: "leads elsewhere", reply: { status: 302, body: "" }, flag: "prometheus", says: /answers 302/ },
  {
    title: "answers with a page",
    reply: { body: "<html>" },
    flag: "prometheus",
    says: /of another form: <html>/,
  },
  {
    title: "answers with another form",
    reply: { body: { data: {} } },
    flag: "prometheus",
    says: /of another form/,
  },
  {
    title: "tells half a request",
    reply: vector([undefined, 1.5]),
    flag: "prometheus",
    says: /of another form/,
  },
  {
    title: "has no such database",
    reply: { body: { results: [{ statement_id: 0, error: "database not found: k6" }] } },
    flag: "influxdb",
    says: /refuses the question: database not found/,
  },
];
for (const { title, reply, flag, says } of silences) {
  test(`a store that ${title} is silent, and why is told`, async (t) => {
    const { origin } = await store(t, reply);
    const address = flag === "prometheus" ? `${origin}/api/v1/write` : `${origin}/k6`;
    const [output] = await opened({ [`outputs.${flag}`]: address }).ask(askedOf(), 3);
    assert.equal(output?.answer.state, "silent");
    assert.match(output?.answer.state === "silent" ? output.answer.why : "", says);
  });
}

test("a store that is gone is silent at once", async () => {
  const [output] = await opened({ "outputs.prometheus": "http://127.0.0.1:1/api/v1/write" }).ask(
    askedOf(),
    3,
  );
  assert.match(JSON.stringify(output?.answer), /silent.*it does not answer/);
});

test("where a store is asked that does not tell it by its address, a setting says", async (t) => {
  const { origin, asked } = await store(t, vector([undefined, 3]));
  const write = "http://127.0.0.1:1/insert/0";
  const [unasked] = await opened({ "outputs.prometheus": write }).ask(askedOf(), 3);
  assert.match(JSON.stringify(unasked?.answer), /silent.*outputs\.prometheusQuery/);
  const flags = { "outputs.prometheus": write, "outputs.prometheusQuery": `${origin}/select/0` };
  const [output] = await opened(flags).ask(askedOf(), 3);
  assert.deepEqual(output?.answer, { state: "told", requests: { load: 3 } });
  assert.equal(new URL(String(asked[0]?.url), origin).pathname, "/select/0/api/v1/query");
});

test("a collector is asked nothing", async () => {
  const [output] = await opened({ "outputs.otel": "http://127.0.0.1:1" }).ask(askedOf(), 3);
  assert.match(JSON.stringify(output?.answer), /silent.*nobody can ask it/);
});

test("a wrong address ends `run` before a k6 is looked for, and its password is not printed", async () => {
  const nowhere = { ...process.env, K6_BIN: "/nowhere/k6" };
  const { exitCode, stdout, stderr } = await tool(["run", "--otel", "ftp://perf:hidden-1@h:1"], nowhere)
    .ended;
  assert.equal(exitCode, exitCodes.configuration.code);
  assert.match(stderr, /outputs\.otel is no address of a store.*ftp:\/\/h:1, which begins with none of/s);
  assert.doesNotMatch(stdout + stderr, /hidden-1|nowhere/);
});
