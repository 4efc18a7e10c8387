// Statements as Django logs them, counted while the log is written: by ourselves, and by a real Django with the overlay.

import assert from "node:assert/strict";
import { appendFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Watch } from "../../src/probes/probe.ts";
import { Records } from "../../src/probes/query-log/records.ts";
import { MOST_KINDS, Tally } from "../../src/probes/query-log/tally.ts";
import { queryLogProbe } from "../../src/probes/query-log.ts";
import { probeReports } from "../../src/result/probes.ts";
import { projectFolder } from "../../src/run/suite.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { djangoFolder, serve, withoutDjango } from "../django.ts";
import { scratchFolder } from "../load/process.ts";

/** As the overlay's formatter has it. */
const OVERLAY = "2026-11-26 19:30:01,123 4711 ";

async function openOn(t: TestContext, path: string): Promise<Watch<"query_log">> {
  const watch = await queryLogProbe.open({ "probes.queryLog": path } as SettingValues, undefined as never);
  t.after(() => watch.close());
  return watch;
}

async function opened(t: TestContext) {
  const file = join(scratchFolder(t), "queries.log");
  writeFileSync(file, "(9.999) SELECT 'before'; args=None; alias=default\n");
  const watch = await openOn(t, file);
  return { file, watch, report: async () => probeReports.query_log.parse(await watch.report()) };
}

test("statements are grouped by their text without values, and their time is added up", async (t) => {
  const { file, report } = await opened(t);
  appendFileSync(
    file,
    [
      `${OVERLAY}(0.005) SELECT "a"."id" FROM "a" WHERE "a"."id" = 17; args=(17,); alias=default`,
      `${OVERLAY}(0.010) SELECT "a"."id" FROM "a" WHERE "a"."id" = 4; args=(4,); alias=default`,
      `(0.007) SELECT "b"."id" FROM "b" WHERE "b"."id" IN (1, 2, 3); args=(1, 2, 3); alias=default`,
      `(0.001) SELECT "b"."id" FROM "b" WHERE "b"."id" IN (1); args=(1,)`,
      `DEBUG django.db.backends (0.000) BEGIN; args=None; alias=default`,
      "",
    ].join("\n"),
  );
  const { statements, ms, top, unreadableLines } = await report();
  assert.deepEqual([statements, Math.round(ms), unreadableLines], [5, 23, 0]);
  assert.deepEqual(
    top.map(({ text, calls, ms, rows }) => [text, calls, Math.round(ms), rows]),
    [
      [`SELECT "a"."id" FROM "a" WHERE "a"."id" = ?`, 2, 15, null],
      [`SELECT "b"."id" FROM "b" WHERE "b"."id" IN (?)`, 2, 8, null],
      ["BEGIN", 1, 0, null],
    ],
  );
});

test("a statement over several lines is one, whatever its values say", async (t) => {
  const { file, report } = await opened(t);
  appendFileSync(
    file,
    `(0.002) \n  SELECT count(*)\n  FROM t\n WHERE note = 'first\n\nlast; args=none'; args=('first\n\nlast; args=none',); alias=default\n`,
  );
  appendFileSync(file, "(0.001) SELECT 1; args=(); alias=default\n");
  const { statements, top, unreadableLines } = await report();
  assert.deepEqual([statements, unreadableLines], [2, 0]);
  assert.deepEqual(
    top.map(({ text }) => text),
    ["SELECT count(*) FROM t WHERE note = ?", "SELECT ?"],
  );
});

test("a line counts when it is whole, and the rate is per second", async (t) => {
  const { file, watch } = await opened(t);
  const rate = async () => (await watch.look())[0]?.value;
  appendFileSync(file, "(0.002) SELECT 1; args=(); alias=default\n(0.003) SEL");
  const began = performance.now();
  await sleep(200);
  const first = Number(await rate());
  assert.ok(first > 0 && first <= 1000 / 200, `${first}`);
  assert.equal(await rate(), 0);
  appendFileSync(file, "ECT 2; args=(); alias=default\n");
  const second = Number(await rate());
  assert.ok(second >= 1000 / (performance.now() - began), `${second}`);
});

test("a statement whose end has not come by the end of the run counts", async (t) => {
  const { file, report } = await opened(t);
  appendFileSync(file, "(0.002) SELECT 1; args=(); alias=default\n(0.003) SELECT 'first\n");
  const { statements, ms } = await report();
  assert.deepEqual([statements, Math.round(ms)], [2, 5]);
});

test("no statement is lost when the log is renamed or truncated", async (t) => {
  const { file, watch, report } = await opened(t);
  const line = "(0.001) SELECT 1; args=(); alias=default\n";
  appendFileSync(file, line.repeat(3));
  await watch.look();
  appendFileSync(file, line.repeat(2));
  renameSync(file, `${file}.1`);
  writeFileSync(file, line.repeat(4));
  await watch.look();
  truncateSync(file);
  appendFileSync(file, line);
  assert.equal((await report()).statements, 10);
});

test("a statement that another process cut in two is counted once, and its rest is told as unreadable", () => {
  const records = new Records();
  const read = records.read([
    "the end of what nobody saw begin; alias=default",
    "(0.004) UPDATE a SET b = 'a long",
    `${OVERLAY}(0.001) SELECT 1; args=(); alias=default`,
    " value'; args=('a long value',); alias=default",
  ]);
  assert.deepEqual(
    read.map(({ seconds }) => seconds),
    [0.004, 0.001],
  );
  assert.equal(records.unreadable, 1);
});

test("kinds beyond a thousand are counted together, and nothing is lost of the totals", () => {
  const tally = new Tally();
  for (let n = 0; n < MOST_KINDS + 50; n += 1) tally.add({ text: `SELECT column_${n}`, seconds: 0.001 });
  tally.add({ text: "SELECT column_3", seconds: 0.5 });
  assert.equal(tally.statements, MOST_KINDS + 51);
  const top = tally.top();
  assert.equal(top.length, 21);
  assert.deepEqual([top[0]?.text, top[0]?.calls], ["SELECT column_3", 2]);
  assert.deepEqual([top.at(-1)?.text, top.at(-1)?.calls], ["(statements of further kinds than 1000)", 50]);
});

test("of a statement with many columns tables and conditions are told", () => {
  const columns = Array.from({ length: 200 }, (_, n) => `"common_work_item"."column_${n}"`).join(", ");
  const tally = new Tally();
  tally.add({
    text: `SELECT ${columns} FROM "common_work_item" WHERE "common_work_item"."id" = 7`,
    seconds: 0,
  });
  assert.equal(
    tally.top()[0]?.text,
    `SELECT "common_work_item"."column_0", … FROM "common_work_item" WHERE "common_work_item"."id" = ?`,
  );
});

test("a log that is not there yet is a gap, and is read from its beginning when it comes", async (t) => {
  const path = join(scratchFolder(t), "later.log");
  const watch = await openOn(t, path);
  await assert.rejects(watch.look(), /later\.log is not there; start what writes it/);
  writeFileSync(path, "2026-11-26 10:00:00,000 7 (0.005) SELECT 1; args=(); alias=default\n");
  await watch.look();
  assert.equal((await watch.report()).statements, 1);
});

test("a real Django with the overlay: as many as it says itself that it executed", {
  skip: await withoutDjango(),
}, async (t) => {
  const folder = scratchFolder(t);
  const file = join(folder, "queries.log");
  const server = await serve(`sqlite://${join(folder, "db.sqlite")}`, {
    PYTHONPATH: `${join(projectFolder, "integrations/django")}:${djangoFolder}`,
    DJANGO_SETTINGS_MODULE: "obcms_perf.settings",
    OBCMS_PERF_SETTINGS: "planted_settings",
    OBCMS_PERF_PROBE_SECRET: "open sesame",
    OBCMS_PERF_QUERY_LOG: file,
  });
  t.after(() => server.stop());
  const ask = async (path: string): Promise<number> => {
    const headers = { "X-OBCMS-Perf-Probe": "open sesame" };
    const said = (await fetch(server.origin + path, { headers })).headers.get("server-timing") ?? "";
    return Number(/queries=(\d+)/.exec(said)?.[1]);
  };
  await ask("/database/?users=1");
  const watch = await openOn(t, file);
  const executed = (await ask("/database/?users=7")) + (await ask("/health/"));
  const { statements, ms, top, unreadableLines } = probeReports.query_log.parse(await watch.report());
  assert.ok(executed > 0);
  assert.deepEqual([statements, unreadableLines], [executed, 0]);
  // What was planted there waits for 50 ms.
  assert.ok(ms >= 50 && top[0]?.text.includes("wait()") === true, JSON.stringify(top));
});
