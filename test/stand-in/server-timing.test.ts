// Server-Timing: who gets it, and that each figure is measured where the work is done.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Request } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { nothingSpent, spending, spentOnQuery } from "../../stand-in/observe/spent.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";
import { type Timing, timingOf } from "./timing.ts";

const PROBE = { "X-OBCMS-Perf-Probe": "open sesame" } as const;
let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ serverTiming: { secret: "open sesame" }, quirks: new Set(["stale_feeds"]) });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());
beforeEach(() => control([]));

const regions: Request = { endpoint: "api_regions_list", as: "api_client" };

test("only a request with the secret gets the header", async () => {
  assert.equal((await target.send(regions)).headers.get("server-timing"), null);
  const guess = { "X-OBCMS-Perf-Probe": "open sesam" };
  assert.equal((await target.send({ ...regions, headers: guess })).headers.get("server-timing"), null);
  const header = (await target.send({ ...regions, headers: PROBE })).headers.get("server-timing") ?? "";
  const number = "\\d+\\.\\d{3}";
  const form = `^total;dur=${number}, db;dur=${number};desc="queries=\\d+ duplicates=\\d+ rows=\\d+ largest=\\d+", template;dur=${number}, cache;dur=${number};desc="hits=\\d+ misses=\\d+"$`;
  assert.match(header, new RegExp(form));
});

test("every kind of answer carries it, for everybody where it is for all; and nobody's where it is off", async () => {
  const all = await runStandIn({ scale: 0.1, serverTiming: "all" });
  const off = await runStandIn({ scale: 0.1 });
  try {
    for (const path of [
      "/health/",
      "/no-such-page/",
      "/login",
      "/api/mana/",
      "/dashboard/",
      "/metrics/metrics",
    ]) {
      const timed = await fetch(all.origin + path, { redirect: "manual" });
      assert.match(String(timed.headers.get("server-timing")), /^total;dur=/, `${path} ${timed.status}`);
      const untimed = await fetch(off.origin + path, { redirect: "manual", headers: PROBE });
      assert.equal(untimed.headers.get("server-timing"), null, path);
    }
  } finally {
    await all.stop();
    await off.stop();
  }
});

test("a list of the API needs three statements, none twice, no template and no cache", async () => {
  const { queries, duplicates, template, hits, misses, db } = await timing(regions);
  // The user of the token, the count, the page.
  assert.deepEqual(
    { queries, duplicates, template, hits, misses },
    {
      queries: 3,
      duplicates: 0,
      template: 0,
      hits: 0,
      misses: 0,
    },
  );
  assert.ok(db > 0);
});

test("a page spends time in templates, and finds its session in the cache", async () => {
  const trends: Request = { endpoint: "trends", as: "executive" };
  // The first page of a user looks its permissions up in vain.
  await timing(trends);
  const { template, hits, misses, queries } = await timing(trends);
  assert.ok(template > 0);
  // Its session and fifteen permissions; the user and four charts: the places of the quick jump are made once.
  assert.deepEqual([hits, misses, queries], [16, 0, 5]);
});

test("a feed misses the cache once and then hits it, with no query but the user's", async () => {
  const feed: Request = { path: "/oobc-management/calendar/work-items/feed/", as: "staff" };
  // The version of the user's calendar, which nothing has changed yet, is looked up in vain each time.
  const cold = await timing(feed);
  const warm = await timing(feed);
  assert.deepEqual([cold.hits, cold.misses, cold.queries], [1, 2, 2]);
  assert.deepEqual([warm.hits, warm.misses, warm.queries], [2, 1, 1]);
});

test("n_plus_one executes one more query for each row, and only where it is asked to", async () => {
  const barangays: Request = { endpoint: "api_barangays_list", as: "api_client" };
  const before = await timing(barangays);
  await control(["n_plus_one@api_barangays_list"]);
  const during = await timing(barangays);
  assert.deepEqual([before.queries, during.queries], [3, 23]);
  // The user of the token, the count, and a page of twenty; then one more row for each of these.
  assert.deepEqual([before.rows, before.largest, during.rows, during.largest], [22, 20, 42, 20]);
  assert.deepEqual([before.duplicates, during.duplicates], [0, 19]);
  assert.equal((await timing(regions)).queries, 3);
  await control([]);
  assert.equal((await timing(barangays)).queries, 3);
});

test("the total is the whole time in the server, a fault's delay included, and the parts lie within it", async () => {
  await control(["delay=80@api_regions_list"]);
  const { total, db, template, cache } = await timing(regions);
  assert.ok(total >= 80, String(total));
  assert.ok(db + template + cache < total);
});

test("requests at the same time are measured apart", async () => {
  await control(["delay=30"]);
  const found = await Promise.all(Array.from({ length: 20 }, () => timing(regions)));
  assert.deepEqual(
    found.map(({ queries }) => queries),
    Array(20).fill(3),
  );
});

test("what runs outside of a request counts for none", () => {
  const spent = nothingSpent();
  spending(spent, () => spentOnQuery("SELECT 1", () => undefined));
  spentOnQuery("SELECT 1", () => undefined);
  assert.deepEqual([spent.queries, spent.duplicates], [1, 0]);
});

async function timing(request: Request): Promise<Timing> {
  return timingOf(await target.send({ ...request, headers: PROBE }));
}

async function control(faults: string[]): Promise<void> {
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body });
  assert.equal(answer.status, 200);
}
