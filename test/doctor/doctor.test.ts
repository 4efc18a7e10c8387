// The doctor on a real stand-in: what it finds where all is well, and that each check can find what is wrong.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { checks } from "../../src/doctor/checks.ts";
import { examine } from "../../src/doctor/examine.ts";
import type { CheckName, Diagnosed, FindingState } from "../../src/doctor/finding.ts";
import { openSubject } from "../../src/doctor/subject.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { type StandIn, startStandIn } from "../../stand-in/stand-in.ts";
import { readiness } from "../../tests/performance/k6/catalogue/readiness.ts";

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-doctor-"));
const standIns: StandIn[] = [];

async function standIn(faults: readonly string[] = [], scale = 1): Promise<string> {
  const databasePath = join(folder, `${standIns.length}.sqlite`);
  const started = await startStandIn({ port: 0, databasePath, seed: 1, scale, faults, serverTiming: "all" });
  standIns.push(started);
  return started.origin;
}

after(async () => {
  for (const one of standIns) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

let healthy = "";
before(async () => {
  healthy = await standIn();
});

async function examined(origin: string, flags: Flags = {}): Promise<Map<CheckName, Diagnosed>> {
  const { values } = standInSettings(origin, flags);
  const found = await examine(openSubject(values, origin, folder), () => {});
  return new Map(found.map((one) => [one.check, one]));
}

test("each prerequisite that a card may name has a check", () => {
  for (const name of Object.keys(readiness)) assert.ok(Object.hasOwn(checks, name), name);
});

test("a target where all is well passes each check that a run of all scenarios needs", async () => {
  const found = await examined(healthy);
  // Nobody has named a user whose throttle may be met.
  assert.equal(found.size, Object.keys(checks).length - 1);
  const others = [...found.values()].filter(({ state }) => state !== "ok");
  assert.deepEqual(
    others.map(({ check, state }) => `${check} ${state}`),
    [
      "configuration skipped",
      "lockout_state skipped",
      "bypass_switch skipped",
      "production_parity skipped",
      "throttles skipped",
      "cache_shared skipped",
      "upload_limits skipped",
      "probes skipped",
      "celery_worker skipped",
    ],
  );
  assert.match(found.get("performance_marker")?.saw ?? "", /^dataset [0-9a-f]{16}, scale 1, around /);
});

test("a scenario is asked for its own prerequisites alone", async () => {
  const found = await examined(healthy, { scenarios: ["api_crud"] });
  assert.ok(found.has("credentials_api_client"));
  assert.ok(!found.has("calendar_sharing"));
});

const cases: readonly {
  title: string;
  faults?: readonly string[];
  flags?: Flags;
  check: CheckName;
  state: FindingState;
  saw: RegExp;
}[] = [
  {
    title: "a persona's password is wrong",
    flags: { "personas.staff.password": "wrong" },
    check: "credentials_personas",
    state: "failed",
    saw: /staff: perf_staff_\d+ cannot sign in: status 200/,
  },
  {
    title: "the API client's secret is wrong",
    flags: { clientSecret: "wrong" },
    check: "credentials_api_client",
    state: "failed",
    saw: /gets no token: status 401/,
  },
  {
    title: "the last of the users does not exist",
    flags: { clientId: ["perf_api_client_000", "nobody_at_all"], scenarios: ["api_crud"], vus: 1 },
    check: "credentials_api_client",
    state: "failed",
    saw: /nobody_at_all gets no token/,
  },
  {
    title: "fewer users than virtual users",
    flags: { clientId: ["perf_api_client_000"], profile: "baseline", vus: 5, scenarios: ["api_crud"] },
    check: "plan",
    state: "failed",
    saw: /needs 5 users of persona api_client, 1 is given/,
  },
  {
    title: "a throttle that the planned load meets",
    flags: { scenarios: ["api_crud"], profile: "baseline", "throttles.burstPerMinute": 5 },
    check: "plan",
    state: "failed",
    saw: /the first 429 would come about \d+ s after the start/,
  },
  {
    title: "no link to a calendar",
    flags: { "calendar.shareToken": "11111111-1111-4111-8111-111111111111" },
    check: "calendar_sharing",
    state: "failed",
    saw: /the link answers 404/,
  },
  {
    title: "half of the bypass switch",
    flags: { "bypass.header": "X-Automated" },
    check: "bypass_switch",
    state: "failed",
    saw: /only one of its two settings/,
  },
  {
    title: "a probe that is none",
    flags: { probeUrl: "http://127.0.0.1:1/probe" },
    check: "probe_endpoint",
    state: "failed",
    saw: /fetch failed|ECONNREFUSED|bad port/,
  },
  {
    title: "executives without their role",
    faults: ["error_rate=1@policies_filtered"],
    check: "recommendations_present",
    state: "failed",
    saw: /policies_filtered answers 500/,
  },
  {
    title: "lists that fail",
    faults: ["error_rate=1@api_barangays_list"],
    check: "dataset_present",
    state: "failed",
    saw: /0 in api_barangays_list \(500\)/,
  },
  {
    title: "an executive page that is not computed",
    faults: ["wrong_body@trends"],
    check: "analytics_seeded",
    state: "failed",
    saw: /trends is empty/,
  },
  {
    title: "an endpoint that fails",
    faults: ["error_rate=1@ocm_dashboard"],
    check: "endpoints_mounted",
    state: "failed",
    saw: /^ocm_dashboard \(executive\) answers 500, not 200\nof \d\d endpoints asked/,
  },
  {
    title: "people who may do what they must not",
    faults: ["lets_everybody_in=1@monitoring_portfolio"],
    check: "endpoints_mounted",
    state: "failed",
    saw: /^monitoring_portfolio_refused \(provincial_coordinator\) answers 200, not 403/,
  },
  {
    title: "a persona that nobody lets in",
    flags: { "personas.executive.password": "wrong" },
    check: "endpoints_mounted",
    state: "failed",
    saw: /^executive: perf_executive_\d+ cannot sign in: status 200\nof \d+ endpoints/,
  },
  {
    title: "more virtual users than records",
    flags: {
      scenarios: ["calendar_streams"],
      profile: "baseline",
      vus: 5,
      "dataset.workItems": ["7a6f5c3e-0000-4000-8000-000000000000"],
    },
    check: "dataset_size",
    state: "failed",
    saw: /needs? \d+ work items, 1 was found[\s\S]*scale 1$/,
  },
  {
    title: "settings of throttles alone",
    flags: { scenarios: ["api_crud"], "throttles.burstPerMinute": 100_000 },
    check: "throttles",
    state: "ok",
    saw: /by the settings alone.*throttles\.burstPerMinute 100000/,
  },
  {
    title: "a target that is not ready",
    faults: ["error_rate=1@readiness"],
    check: "target_reachable",
    state: "failed",
    saw: /500|JSON/,
  },
];

for (const { title, faults = [], flags, check, state, saw } of cases) {
  test(`${title}: ${check} is ${state}`, async () => {
    const found = (await examined(faults.length > 0 ? await standIn(faults) : healthy, flags)).get(check);
    assert.equal(found?.state, state, JSON.stringify(found));
    assert.match(found?.saw ?? "", saw);
    if (state === "failed") assert.ok(found?.fix, "it says what to do");
  });
}

/** What the stand-in is of no parity file's facts: nobody tells its settings. */
function production(name: string, facts: object): Flags {
  const parityFile = join(folder, `${name}.json`);
  writeFileSync(parityFile, JSON.stringify(facts));
  return { parityFile, databaseUrl: databaseUrlOfFile(join(folder, "0.sqlite")) };
}

test("a target as production is said to be so, and each difference and what nobody tells is named", async () => {
  const found = async (flags: Flags) => (await examined(healthy, flags)).get("production_parity");
  const same = await found(production("same", { database: { vendor: "sqlite" } }));
  assert.equal(same?.state, "ok", same?.saw);
  assert.equal(same?.saw, "is as production in 1 of 1 fact");
  const other = await found(
    production("other", { database: { vendor: "postgresql" }, celery: { workers: 2 } }),
  );
  assert.equal(other?.state, "warning");
  assert.match(other?.saw ?? "", /^differs from production in 1 of 2 facts; 1 not observed$/m);
  assert.match(other?.saw ?? "", /^database\.vendor sqlite \(production postgresql\)$/m);
  assert.match(
    other?.saw ?? "",
    /^not observed, manage\.command is not set \(OBCMS_MANAGE\): celery\.workers$/m,
  );
  const wrong = await found(production("wrong", { datbase: {} }));
  assert.equal(wrong?.state, "failed");
  assert.match(wrong?.saw ?? "", /datbase: no fact has this name/);
});

test("a small dataset without projects of some status is warned of", async () => {
  const found = (await examined(await standIn([], 0.02))).get("work_items_every_status");
  assert.equal(found?.state, "warning");
  assert.match(found?.saw ?? "", /no project is \w+/);
});

/** A stand-in's worker cannot be kept from its queue, so what tells of a full one is no probe but its answer. */
test("tasks that wait in the queue are found, and a storage that nobody watches", async (t) => {
  const told = { now: 0, cursor: 7, events: [], queue: { waiting: 2, reserved: 1 } };
  const probe = http.createServer((_, answer) => answer.end(JSON.stringify(told)));
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  t.after(() => probe.close());
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const found = await examined(healthy, { probeUrl: `http://127.0.0.1:${port}` });
  assert.match(found.get("queue_empty")?.saw ?? "", /^3 tasks wait/);
  assert.equal(found.get("queue_empty")?.state, "failed");
  assert.equal(found.get("temporary_storage")?.state, "warning");
});

test("a target that does not answer fails once, and nothing else is asked of it", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const found = await examined(`http://127.0.0.1:${port}`);
  const failing = [...found.values()].filter(({ state }) => state === "failed");
  assert.deepEqual(
    failing.map(({ check }) => check),
    ["target_reachable"],
  );
  assert.match(failing[0]?.saw ?? "", /ECONNREFUSED/);
  assert.equal(found.get("credentials_personas")?.state, "skipped");
});
