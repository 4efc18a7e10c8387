// The checks of forms, locks, throttles, cache and k6, each with what is wrong: on a stand-in where that can be, else on answers
// that are made up.

import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { checks } from "../../src/doctor/checks.ts";
import { examine } from "../../src/doctor/examine.ts";
import { signInByForm } from "../../src/doctor/exchange.ts";
import { type Asked, openSubject, type Subject } from "../../src/doctor/subject.ts";
import { k6Pin } from "../../src/provision/k6-version.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import { scratchFolder, standInFor } from "../load/process.ts";

function subjectOf(origin: string, flags: Flags = {}, throttledUser?: string): Subject {
  return openSubject(standInSettings(origin, flags).values, origin, ".", throttledUser);
}

const NOBODY = "http://127.0.0.1:9";

function answered(status: number, text = ""): Asked {
  return { status, headers: new Headers(), text, askedAt: 0, answeredAt: 0 };
}

test("a form without a token is refused, and with one is not", async (t) => {
  const { state, saw } = await checks.csrf(subjectOf(await standInFor(t)));
  assert.equal(state, "ok");
  assert.match(saw, /refused with 403, with it answered with 302/);
});

const forms = [
  {
    title: "taken without a token",
    without: 302,
    withToken: 302,
    saw: /without a token is answered with 302/,
  },
  { title: "refused with its token", without: 403, withToken: 403, saw: /its token or not/ },
] as const;
for (const { title, without, withToken, saw } of forms) {
  test(`a form that is ${title} fails`, async () => {
    const post: Subject["post"] = async (_, __, has) => answered(has ? withToken : without);
    const found = await checks.csrf({ ...subjectOf(NOBODY), post });
    assert.equal(found.state, "failed");
    assert.match(found.saw, saw);
  });
}

test("without a session nobody sends a form", async () => {
  assert.equal((await checks.csrf(subjectOf(NOBODY, { scenarios: ["document_uploads"] }))).state, "skipped");
});

test("an account that is locked is told as locked", async (t) => {
  const origin = await standInFor(t);
  const flags = { "personas.staff.usernames": ["perf_staff_000"], scenarios: ["calendar_streams"] };
  for (let attempt = 0; attempt < 5; attempt += 1)
    await assert.rejects(signInByForm(origin, "perf_staff_000", "wrong"));
  const found = await examine(subjectOf(origin, flags), () => {});
  const of = (name: string) => found.find(({ check }) => check === name);
  assert.equal(of("lockout_state")?.state, "failed");
  assert.match(of("lockout_state")?.saw ?? "", /^locked: perf_staff_000$/);
  assert.match(of("credentials_personas")?.saw ?? "", /perf_staff_000 is locked: status 429 Account locked/);
});

async function throttledStandIn(t: TestContext, throttles: "off" | "default"): Promise<string> {
  const databasePath = join(scratchFolder(t), "db.sqlite");
  const standIn = await startStandIn({ port: 0, databasePath, seed: 1, scale: 0.1, faults: [], throttles });
  t.after(() => standIn.close());
  return standIn.origin;
}

test("a throttle is met on purpose only where a user is named for it", async () => {
  assert.equal((await checks.throttles_measured(subjectOf(NOBODY))).state, "skipped");
});

test("measured, OBCMS's throttle comes after 60 requests", async (t) => {
  const subject = subjectOf(await throttledStandIn(t, "default"), {}, "perf_api_client_000");
  const { state, saw, fix } = await checks.throttles_measured(subject);
  assert.equal(state, "warning");
  assert.match(
    saw,
    /^the first 429 came after 60 requests of api_regions_list in .* Retry-After \d+;.* is not set$/,
  );
  assert.match(fix ?? "", /OBCMS_THROTTLE_BURST_PER_MINUTE=60/);
});

test("measured as the settings tell it, it is right", async (t) => {
  const flags = { "throttles.burstPerMinute": 60 };
  const subject = subjectOf(await throttledStandIn(t, "default"), flags, "perf_api_client_000");
  assert.equal((await checks.throttles_measured(subject)).state, "ok");
});

test("without a throttle it ends after 130 requests", async (t) => {
  let sent = 0;
  const real = subjectOf(await throttledStandIn(t, "off"), {}, "perf_api_client_000");
  const send: Subject["send"] = (url, method, outgoing) => {
    sent += 1;
    return real.send(url, method, outgoing);
  };
  const { state, saw } = await checks.throttles_measured({ ...real, send });
  assert.equal(state, "ok");
  assert.match(saw, /^no 429 in 130 requests/);
  assert.equal(sent, 130);
});

const feeds: readonly { title: string; made: readonly string[]; state: string; saw: RegExp }[] = [
  { title: "one feed for all", made: ["a"], state: "skipped", saw: /one cache, or by the one worker/ },
  { title: "a feed of another cache", made: ["a", "b", "a"], state: "warning", saw: /^2 different feeds/ },
  {
    title: "a new feed each time",
    made: ["a", "b", "c", "d", "e", "f", "g"],
    state: "skipped",
    saw: /no feed was seen twice/,
  },
];
for (const { title, made, state, saw } of feeds) {
  test(`${title}: without a manage.py cache_shared is ${state}`, async () => {
    let asked = 0;
    const askAfresh: Subject["askAfresh"] = async () =>
      answered(200, JSON.stringify({ generated_at: made[asked++ % made.length] }));
    const found = await checks.cache_shared({ ...subjectOf(NOBODY), askAfresh });
    assert.equal(found.state, state);
    assert.match(found.saw, saw);
  });
}

test("each page is asked for once in an examination", async (t) => {
  const asked = new Map<string, number>();
  const origin = await standInFor(t);
  const real = globalThis.fetch;
  t.mock.method(globalThis, "fetch", (...args: Parameters<typeof fetch>) => {
    const { method = "GET" } = args[1] ?? {};
    const page = `${method} ${String(args[0]).replace(origin, "")}`;
    asked.set(page, (asked.get(page) ?? 0) + 1);
    return real(...args);
  });
  await examine(subjectOf(origin), () => {});
  assert.equal(asked.get("GET /health/"), 1);
  const often = [...asked].filter(([page, count]) => count > 1 && !/login|probe$/.test(page));
  assert.deepEqual(
    often.map(([page]) => page).sort(),
    // Every user of the API gets a token of its own, staff are refused where executives are not, and a second cache is looked for.
    [
      "GET /api/administrative/regions/",
      "GET /oobc-management/calendar/feed/json/",
      "GET /oobc-management/planning-budgeting/",
      "GET /policies/manage/",
      "GET /project-management/",
      "POST /api/v1/auth/token/",
    ],
  );
  assert.ok([...asked.values()].reduce((sum, count) => sum + count, 0) < 130, "a few requests");
});

const k6s: readonly { title: string; prints?: string; state: string; saw: RegExp }[] = [
  { title: "the pinned k6", prints: `v${k6Pin.release}`, state: "ok", saw: /^k6 2\.2\.0 from K6_BIN$/ },
  { title: "a newer k6", prints: "v2.9.1", state: "warning", saw: /not the 2\.2\.0/ },
  { title: "a k6 that is too old", prints: "v0.49.0", state: "failed", saw: /not a k6 that can be used/ },
  { title: "no k6", state: "warning", saw: /^none is at hand: / },
];
for (const { title, prints, state, saw } of k6s) {
  test(`${title}: k6 is ${state}`, async (t) => {
    const folder = scratchFolder(t);
    const path = join(folder, "k6");
    writeFileSync(path, `#!/bin/sh\necho '{"version":"${prints}"}'\n`);
    chmodSync(path, 0o755);
    const before = { ...process.env };
    t.after(() => {
      process.env = before;
    });
    process.env = { ...before, OBCMS_PERF_CACHE: folder, PATH: "", K6_BIN: prints === undefined ? "" : path };
    const found = await checks.k6(subjectOf(NOBODY));
    assert.equal(found.state, state, JSON.stringify(found));
    assert.match(found.saw, saw);
  });
}

test("a slow target is asked for half a minute at most, and told so", async (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  let clock = 0;
  t.mock.method(performance, "now", () => clock);
  const ask: Subject["ask"] = async () => {
    clock += 7_000;
    return answered(200);
  };
  const found = await checks.endpoints_mounted({
    ...subjectOf(NOBODY, { scenarios: ["executive_analytics"] }),
    ask,
  });
  assert.equal(found.state, "warning", JSON.stringify(found));
  assert.match(found.saw, /^5 endpoints answer as they should, in 35\.0 s; \d+ were not asked/);
});
