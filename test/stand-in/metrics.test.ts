// `/metrics/metrics`: the process's own counts and latencies, by view and method, in Prometheus's text format.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Target } from "../../src/contract/target.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";

let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ scale: 0.1 });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());

const LATENCY = "django_http_requests_latency_seconds_by_view_method";
const STATUSES = "django_http_responses_total_by_status_view_method_total";
const REGIONS = 'method="GET",view="common_api:region-list"';

test("requests are counted by view, method and status; each is in the latency histogram once", async () => {
  const before = await samples();
  await Promise.all(
    Array.from({ length: 7 }, () => target.send({ endpoint: "api_regions_list", as: "api_client" })),
  );
  await target.send({ endpoint: "api_regions_list", as: "nobody" });
  const after = await samples();
  const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  assert.equal(grown(`${STATUSES}{method="GET",status="200",view="common_api:region-list"}`), 7);
  assert.equal(grown(`${STATUSES}{method="GET",status="401",view="common_api:region-list"}`), 1);
  assert.equal(grown(`${LATENCY}_count{${REGIONS}}`), 8);
  assert.equal(grown(`${LATENCY}_bucket{le="+Inf",${REGIONS}}`), 8);
  assert.ok(grown(`${LATENCY}_sum{${REGIONS}}`) > 0);
  assert.equal(grown('django_http_responses_total_by_status_total{status="401"}'), 1);
});

test("a late answer is in the buckets above its time and in none below", async () => {
  await control(["delay=120@api_provinces_list"]);
  await target.send({ endpoint: "api_provinces_list", as: "api_client" });
  await control([]);
  const found = await samples();
  const bucket = (le: string) =>
    found.get(`${LATENCY}_bucket{le="${le}",method="GET",view="common_api:province-list"}`);
  assert.deepEqual(["0.01", "0.025", "0.05", "0.075", "0.1"].map(bucket), [0, 0, 0, 0, 0]);
  assert.equal(bucket("75.0"), 1);
  assert.ok((found.get(`${LATENCY}_sum{method="GET",view="common_api:province-list"}`) ?? 0) >= 0.12);
});

test("errors are counted as exceptions, by view and by type", async () => {
  await target.send({ endpoint: "api_recommendation_create", method: "GET", as: "api_client" });
  const found = await samples();
  const view = 'view="policy_tracking_api:policyrecommendation-list"';
  assert.equal(found.get(`django_http_exceptions_total_by_view_total{${view}}`), 1);
  assert.equal(found.get('django_http_exceptions_total_by_type_total{type="FieldError"}'), 1);
});

test("a path that is not there is an unnamed view", async () => {
  await target.send({ path: "/no-such-page/", as: "nobody" });
  const found = await samples();
  assert.equal(found.get(`${STATUSES}{method="GET",status="404",view="<unnamed view>"}`), 1);
});

test("switching faults is no request of OBCMS and is not counted", async () => {
  const names = [
    "django_http_requests_before_middlewares_total",
    "django_http_responses_before_middlewares_total",
    'django_http_requests_total_by_method_total{method="POST"}',
  ];
  const before = await samples();
  await control([]);
  const after = await samples();
  // The scrape before is the only one.
  assert.deepEqual(
    names.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0)),
    [1, 1, 0],
  );
});

test("a redirect of an old address is counted before the views' middleware only", async () => {
  const before = await samples();
  await target.send({ path: "/api/mana/", as: "nobody" });
  const after = await samples();
  const all = "django_http_responses_before_middlewares_total";
  // The request itself, and the scrape before.
  assert.equal((after.get(all) ?? 0) - (before.get(all) ?? 0), 2);
  assert.equal(after.get('django_http_responses_total_by_status_total{status="301"}'), undefined);
});

test("the text parses: every sample follows its HELP and TYPE, and every value is a number", async () => {
  const known = new Set<string>();
  for (const line of (await scrape()).trimEnd().split("\n")) {
    const [, type] = /^# TYPE (\w+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (type !== undefined) known.add(type);
    if (line.startsWith("#")) continue;
    const [, name = "", value = ""] = /^(\w+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? [];
    assert.ok(known.has(name) || known.has(name.replace(/_(bucket|count|sum)$/, "")), line);
    assert.ok(Number.isFinite(Number(value)), line);
  }
  assert.ok(known.has("process_cpu_seconds_total") && known.has(LATENCY));
});

test("two stand-ins in one process count apart", async () => {
  const other = await runStandIn({ scale: 0.1 });
  try {
    const text = await (await fetch(`${other.origin}/metrics/metrics`)).text();
    assert.doesNotMatch(text, /region-list/);
  } finally {
    await other.stop();
  }
});

async function scrape(): Promise<string> {
  const { status, headers, text } = await target.send({ path: "/metrics/metrics", as: "nobody" });
  assert.equal(status, 200);
  assert.match(String(headers.get("content-type")), /^text\/plain; version=1\.0\.0/);
  return text;
}

async function samples(): Promise<Map<string, number>> {
  const lines = (await scrape()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

async function control(faults: string[]): Promise<void> {
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body });
  assert.equal(answer.status, 200);
}
