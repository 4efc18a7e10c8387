// What is said of a store: from its answer, what k6 sent and what k6's log complains of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseK6Log } from "../../src/result/k6-log.ts";
import { outputErrorsIn } from "../../src/result/output-errors.ts";
import {
  type OutputResult,
  outputsOf,
  type RequestsByRole,
  type StoreAnswer,
} from "../../src/result/outputs.ts";

/** As k6 2.2 wrote them. */
const lines = {
  prometheus:
    'time="2026-11-26T19:51:09Z" level=error msg="Failed to send the time series data to the endpoint" error="got status code: 404 instead expected a 2xx successful status code" output="Prometheus remote write"',
  stale:
    'time="2026-11-26T19:51:12Z" level=error msg="Stopping output 1 failed" component=output-manager error="marking time series as stale failed: got status code: 400 instead expected a 2xx successful status code"',
  influxdb:
    'time="2026-11-26T19:51:08Z" level=error msg="Couldn\'t write stats" error="Post \\"http://127.0.0.1:3/write?consistency=&db=k6&precision=ns&rp=\\": dial tcp 127.0.0.1:3: connect: connection refused" output=InfluxDBv1',
  upload:
    'time="2026-11-26T19:51:09Z" level=info msg="2026/11/26 19:51:09 failed to upload metrics: Post \\"http://127.0.0.1:4/v1/metrics\\": dial tcp 127.0.0.1:4: connect: connection refused"',
  shutdown:
    'time="2026-11-26T19:51:12Z" level=error msg="can\'t shutdown OpenTelemetry metric provider" error="failed to upload metrics: Post \\"http://127.0.0.1:4/v1/metrics\\": dial tcp 127.0.0.1:4: connect: connection refused"',
  slow: 'time="2026-11-26T19:51:12Z" level=warning msg="Successful flushed time series to remote write endpoint but it took 3s while flush period is 2s. Some samples may be dropped." nts=3 output="Prometheus remote write"',
  suite: 'time="2026-11-26T19:51:12Z" level=error msg="an iteration threw: output=InfluxDBv1" source=console',
  feature:
    'time="2026-11-26T19:51:07Z" level=info msg="Experimental feature enabled" feature=native-histograms lifecycle=experimental',
} as const;
type Line = keyof typeof lines;
const logOf = (...names: Line[]): string => names.map((name) => lines[name]).join("\n");

const complaints: readonly {
  title: string;
  log: Line[];
  store: string | undefined;
  loses?: boolean;
  says?: RegExp;
}[] = [
  {
    title: "a refused batch",
    log: ["prometheus"],
    store: "prometheus",
    loses: true,
    says: /endpoint: got status code: 404/,
  },
  {
    title: "a stale marker that was refused",
    log: ["stale"],
    store: "prometheus",
    loses: false,
    says: /stale failed/,
  },
  {
    title: "an InfluxDB that is gone",
    log: ["influxdb"],
    store: "influxdb",
    loses: true,
    says: /stats: Post .*refused/,
  },
  {
    title: "an export that k6 logs as info",
    log: ["upload"],
    store: "otel",
    loses: true,
    says: /^failed to upload metrics: Post/,
  },
  { title: "a last export that failed", log: ["shutdown"], store: "otel", loses: true, says: /shutdown/ },
  { title: "a slow write", log: ["slow"], store: undefined },
  { title: "an error of the suite that quotes such a line", log: ["suite"], store: undefined },
  { title: "an enabled feature", log: ["feature"], store: undefined },
];
for (const { title, log, store, loses, says } of complaints) {
  test(`${title} ${store === undefined ? "is no failed write" : `is a complaint about ${store}`}`, () => {
    const errors = outputErrorsIn(logOf(...log));
    assert.deepEqual(
      errors.map((error) => [error.store, error.loses, error.times]),
      store === undefined ? [] : [[store, loses, 1]],
    );
    if (says !== undefined) assert.match(errors[0]?.message ?? "", says);
  });
}

test("failed writes are counted, and stand with their store instead of in k6's log", () => {
  const log = logOf("influxdb", "suite", "influxdb", "prometheus", "slow");
  assert.deepEqual(
    outputErrorsIn(log).map(({ store, times }) => [store, times]),
    [
      ["influxdb", 2],
      ["prometheus", 1],
    ],
  );
  assert.deepEqual(
    parseK6Log(log).map(({ level }) => level),
    ["error", "warning"],
  );
});

const sent = { load: 300, control: 2, probe: 1 };
const told = (requests: RequestsByRole): StoreAnswer => ({ state: "told", requests });
const silent: StoreAnswer = { state: "silent", why: "it does not answer: connect ECONNREFUSED" };

const states: readonly {
  title: string;
  answer: StoreAnswer;
  log: Line[];
  state: OutputResult["state"];
  stored: number | null;
  why: RegExp | null;
}[] = [
  { title: "holds every request", answer: told(sent), log: [], state: "complete", stored: 303, why: null },
  {
    title: "holds every request, its stale markers refused",
    answer: told(sent),
    log: ["stale"],
    state: "complete",
    stored: 303,
    why: null,
  },
  {
    title: "lacks one request, and nobody complained",
    answer: told({ ...sent, load: 299 }),
    log: [],
    state: "incomplete",
    stored: 302,
    why: /302 of 303 requests \(load 299 of 300\): k6 told of no write that failed/,
  },
  {
    title: "has none of the control turns",
    answer: told({ load: 300, probe: 1 }),
    log: [],
    state: "incomplete",
    stored: 301,
    why: /control 0 of 2/,
  },
  {
    title: "has as many, but of other roles",
    answer: told({ load: 303 }),
    log: [],
    state: "incomplete",
    stored: 303,
    why: /load 303 of 300, control 0 of 2, probe 0 of 1/,
  },
  {
    title: "holds every request, and a write failed",
    answer: told(sent),
    log: ["prometheus"],
    state: "incomplete",
    stored: 303,
    why: /all requests arrived, other samples may not have: 1 write failed: .*404/,
  },
  {
    title: "holds nothing",
    answer: told({}),
    log: ["prometheus", "prometheus"],
    state: "refused",
    stored: 0,
    why: /0 of 303 .*2 writes failed: .*404/,
  },
  {
    title: "holds more than was sent",
    answer: told({ ...sent, load: 301 }),
    log: [],
    state: "unknown",
    stored: 304,
    why: /304 requests .* have 303/,
  },
  { title: "cannot be asked", answer: silent, log: [], state: "unknown", stored: null, why: /ECONNREFUSED/ },
  {
    title: "cannot be asked, and writes failed",
    answer: silent,
    log: ["prometheus"],
    state: "incomplete",
    stored: null,
    why: /1 write failed: .*404.*; what it holds is not known: .*ECONNREFUSED/,
  },
  {
    title: "is not the one that failed",
    answer: told(sent),
    log: ["influxdb", "upload"],
    state: "complete",
    stored: 303,
    why: null,
  },
];
for (const { title, answer, log, state, stored, why } of states) {
  test(`a store that ${title} is ${state}`, () => {
    const record = [{ store: "prometheus" as const, url: "http://127.0.0.1:9090/api/v1/write", answer }];
    const [output] = outputsOf(record, sent, outputErrorsIn(logOf(...log)));
    assert.equal(output?.state, state);
    assert.equal(output?.told, 303);
    assert.equal(output?.stored, stored);
    if (why === null) assert.equal(output?.why, null);
    else assert.match(output?.why ?? "", why);
  });
}
