// The probe on a real PostgreSQL: what a client does is counted exactly, what others and the tool itself do is not.

import assert from "node:assert/strict";
import { after, before, describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OWN_STATEMENT } from "../../src/database/postgres.ts";
import { momentSql } from "../../src/probes/postgres/moment.ts";
import { type Counted, grownSince } from "../../src/probes/postgres/statements.ts";
import { waitOf } from "../../src/probes/postgres/waits.ts";
import { postgresProbe } from "../../src/probes/postgres.ts";
import type { Reading, Watch } from "../../src/probes/probe.ts";
import { probeReports } from "../../src/result/probes.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { startPostgres, withoutPostgres, withoutStatistics } from "../postgres.ts";
import { freePort } from "../service.ts";

async function open(t: TestContext, databaseUrl: string | undefined): Promise<Watch<"postgres">> {
  const watch = await postgresProbe.open({ databaseUrl } as SettingValues, undefined as never);
  t.after(() => watch.close());
  return watch;
}

async function clientOf(t: TestContext, url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "gunicorn" });
  client.on("error", () => {});
  await client.connect();
  t.after(() => client.end().catch(() => {}));
  return client;
}

function figures(readings: readonly Reading[]): Record<string, number> {
  return Object.fromEntries(readings.map(({ figure, value }) => [figure, value]));
}

async function reported(watch: Watch<"postgres">) {
  return probeReports.postgres.parse(await watch.report());
}

describe("the probe of PostgreSQL", { skip: withoutStatistics() }, () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  before(async () => {
    server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("CREATE EXTENSION pg_stat_statements");
    await client.query("CREATE TABLE item (id int PRIMARY KEY, title text)");
    await client.query("INSERT INTO item SELECT n, 'title ' || n FROM generate_series(1, 100) n");
    await client.query("CREATE DATABASE other");
    await client.query("CREATE ROLE limited LOGIN");
    await client.end();
  });
  after(() => server?.stop());

  test("calls, rows and time are those of the client, and none of the probe's own", async (t) => {
    const client = await clientOf(t, server.url);
    const watch = await open(t, server.url);
    for (let n = 1; n <= 30; n += 1) await client.query(`SELECT title FROM item WHERE id <= ${n}`);
    await client.query("SELECT pg_sleep(0.2)");
    for (let looks = 0; looks < 5; looks += 1) await watch.look();
    const { calls, rows, ms, statements } = await reported(watch);
    assert.deepEqual([calls, rows], [31, (30 * 31) / 2 + 1]);
    assert.ok(ms >= 200 && ms < 2_000, `${ms}`);
    assert.deepEqual(
      statements.map((one) => [one.text, one.calls, one.rows]),
      [
        ["SELECT pg_sleep($1)", 1, 1],
        ["SELECT title FROM item WHERE id <= $1", 30, 465],
      ],
    );
    assert.ok((statements[0]?.ms ?? 0) >= 200);
  });

  test("rates are per second of the time between two looks", async (t) => {
    const client = await clientOf(t, server.url);
    const watch = await open(t, server.url);
    await watch.look();
    const began = performance.now();
    for (let n = 0; n < 50; n += 1) await client.query("SELECT 1 AS rate");
    await client.query("SELECT pg_sleep(0.3)");
    const { statements, database_ms } = figures(await watch.look());
    const seconds = (performance.now() - began) / 1000;
    // The look before ended after what it saw, this one before what we know.
    assert.ok(statements !== undefined && statements >= (51 / seconds) * 0.95, `${statements}, ${seconds} s`);
    assert.ok(statements <= 51 / 0.3, `${statements}`);
    assert.ok(
      database_ms !== undefined && database_ms >= (300 / seconds) * 0.95 && database_ms <= 1_100,
      `${database_ms}`,
    );
    assert.deepEqual(figures(await watch.look()).statements, 0);
  });

  test("what another database carries out is not counted", async (t) => {
    const other = await clientOf(t, server.url.replace(/postgres$/, "other"));
    const watch = await open(t, server.url);
    for (let n = 0; n < 20; n += 1) await other.query("SELECT 1 AS elsewhere");
    const { connections, statements } = figures(await watch.look());
    assert.deepEqual([connections, statements], [0, 0]);
    assert.equal((await reported(watch)).calls, 0);
  });

  test("who waits for a lock is waiting and blocked; who waits for its client is neither", async (t) => {
    const [holder, blocked] = [await clientOf(t, server.url), await clientOf(t, server.url)];
    await clientOf(t, server.url);
    const watch = await open(t, server.url);
    const at = async () => {
      const { connections, waiting, blocked } = figures(await watch.look());
      return { connections, waiting, blocked };
    };
    assert.deepEqual(await at(), { connections: 3, waiting: 0, blocked: 0 });
    assert.deepEqual((await reported(watch)).waits, []);
    assert.equal((await reported(watch)).longestBlockedMs, null);
    await holder.query("BEGIN");
    await holder.query("UPDATE item SET title = 'held' WHERE id = 1");
    const update = blocked.query("UPDATE item SET title = 'late' WHERE id = 1");
    const began = performance.now();
    await sleep(400);
    assert.deepEqual(await at(), { connections: 3, waiting: 1, blocked: 1 });
    const most = performance.now() - began;
    await holder.query("COMMIT");
    await update;
    assert.deepEqual(await at(), { connections: 3, waiting: 0, blocked: 0 });
    const { waits, longestBlockedMs } = await reported(watch);
    assert.deepEqual(waits, [{ event: "Lock/transactionid", share: 1 }]);
    assert.ok(
      longestBlockedMs !== null && longestBlockedMs > 300 && longestBlockedMs <= most + 50,
      `${longestBlockedMs}`,
    );
  });

  test("a share is of all active ones, also of those that wait for nothing", async (t) => {
    const [sleeper, worker] = [await clientOf(t, server.url), await clientOf(t, server.url)];
    const asker = await clientOf(t, server.url);
    const watch = await open(t, server.url);
    const busy = "clock_timestamp() < statement_timestamp() + interval '2 s'";
    const work = worker.query(`DO $$ BEGIN WHILE ${busy} LOOP END LOOP; END $$`);
    const sleeping = sleeper.query("SELECT pg_sleep(2)");
    const active = "SELECT FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()";
    while (((await asker.query(active)).rowCount ?? 0) < 2) await sleep(10);
    await watch.look();
    await Promise.all([work, sleeping]);
    assert.deepEqual((await reported(watch)).waits, [{ event: "Timeout/PgSleep", share: 0.5 }]);
  });

  test("what a function carries out within a statement is told, and its time is counted once", async (t) => {
    const client = await clientOf(t, server.url);
    await client.query("SET pg_stat_statements.track = 'all'");
    await client.query(
      "CREATE FUNCTION outermost() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); END $$",
    );
    const watch = await open(t, server.url);
    await client.query("SELECT outermost()");
    const { calls, ms, statements } = await reported(watch);
    assert.equal(calls, 1);
    assert.ok(ms >= 100 && ms < 200, `${ms}`);
    assert.deepEqual(
      statements.map(({ text }) => text),
      ["SELECT outermost()", "(within another) SELECT pg_sleep($1)"],
    );
  });

  test("a statement of the tool itself that joins while it is watched is not the target's", async (t) => {
    const client = await clientOf(t, server.url);
    const watch = await open(t, server.url);
    await client.query(`SELECT ${OWN_STATEMENT} count(*) FROM item`);
    await client.query("SELECT max(id) FROM item");
    const { calls, statements } = await reported(watch);
    assert.deepEqual([calls, statements.map(({ text }) => text)], [1, ["SELECT max(id) FROM item"]]);
  });

  test("counters that were reset are no reading, and what comes after them is whole", async (t) => {
    const client = await clientOf(t, server.url);
    for (let n = 0; n < 40; n += 1) await client.query("SELECT 2 AS before");
    const watch = await open(t, server.url);
    await client.query("SELECT pg_stat_statements_reset()");
    for (let n = 0; n < 7; n += 1) await client.query("SELECT 2 AS before");
    const after = figures(await watch.look());
    assert.deepEqual([after.statements, after.database_ms, after.connections], [undefined, undefined, 1]);
    assert.equal(figures(await watch.look()).statements, 0);
    const { statements } = await reported(watch);
    assert.equal(statements.find(({ text }) => text === "SELECT $1 AS before")?.calls, 7);
  });

  test("a user who may not read others' statements is told so, and what it takes", async (t) => {
    const client = await clientOf(t, server.url);
    const limited = server.url.replace("tester@", "limited@");
    const watch = await open(t, limited);
    await client.query("SELECT title FROM item WHERE id = 3");
    await client.query("SELECT 5 + id AS hidden FROM item WHERE id = 4");
    const seen = figures(await watch.look());
    assert.deepEqual([seen.connections, seen.waiting, seen.blocked], [1, undefined, 0]);
    assert.ok(Number(seen.statements) > 0);
    const { calls, statements, waits } = await reported(watch);
    assert.equal(calls, 2);
    assert.deepEqual(
      statements.map(({ text }) => text),
      ["<insufficient privilege>: statements of tester; GRANT pg_read_all_stats TO limited shows them"],
    );
    assert.deepEqual(waits, [{ event: "not visible: sessions of other users", share: 1 }]);
    await client.query("GRANT pg_read_all_stats TO limited");
    const granted = await open(t, limited);
    await client.query("SELECT 5 + id AS hidden FROM item WHERE id = 4");
    assert.equal(figures(await granted.look()).waiting, 0);
    assert.deepEqual(
      (await reported(granted)).statements.map(({ text }) => text),
      ["SELECT $1 + id AS hidden FROM item WHERE id = $2"],
    );
  });

  test("a server that is silent is a gap in time, and is not waited for at the end", async (t) => {
    const [watch, other] = [await open(t, server.url), await open(t, server.url)];
    const children = process.platform === "linux" ? await sessionsOf(server.url) : [];
    for (const pid of [server.pid, ...children]) process.kill(pid, "SIGSTOP");
    try {
      const began = performance.now();
      await assert.rejects(watch.look());
      assert.ok(performance.now() - began < 5_000);
      const closing = performance.now();
      await Promise.race([Promise.all([watch.close(), other.close()]), sleep(2_000)]);
      assert.ok(performance.now() - closing < 1_000);
    } finally {
      for (const pid of [server.pid, ...children]) process.kill(pid, "SIGCONT");
    }
  });

  test("a session that the server ended is opened again by the next look", async (t) => {
    const client = await clientOf(t, server.url);
    const watch = await open(t, server.url);
    await watch.look();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'obcms-perf'",
    );
    await assert.rejects(watch.look());
    assert.equal(figures(await watch.look()).connections, 1);
    assert.ok((await reported(watch)).calls >= 1);
  });
});

describe("a server that cannot tell", { skip: withoutPostgres() }, () => {
  test("says which extension is missing, and that it is not loaded", async (t) => {
    const server = await startPostgres({});
    t.after(() => server.stop());
    await assert.rejects(open(t, server.url), (error: Error) => {
      assert.match(error.message, /database postgres has no pg_stat_statements/);
      assert.match(error.message, /shared_preload_libraries.*CREATE EXTENSION pg_stat_statements/);
      return true;
    });
    if (withoutStatistics() !== false) return;
    const client = await clientOf(t, server.url);
    await client.query("CREATE EXTENSION pg_stat_statements");
    await assert.rejects(open(t, server.url), /is not loaded: it needs shared_preload_libraries/);
  });

  test("is not asked where there is none, nor where it is a file", async (t) => {
    await assert.rejects(open(t, undefined), /set databaseUrl/);
    await assert.rejects(open(t, "sqlite:/tmp/db.sqlite"), /SQLite file, which counts no statements/);
  });

  test("that is not there is told without the password of its address", async (t) => {
    const port = await freePort();
    await assert.rejects(open(t, `postgres://someone:geheim@127.0.0.1:${port}/obcms`), (error: Error) => {
      assert.match(error.message, /ECONNREFUSED/);
      assert.ok(!error.message.includes("geheim"));
      return true;
    });
  });
});

const states: readonly (readonly [string | null, string | null, string | null, string | undefined])[] = [
  ["active", "IO", "DataFileRead", "IO/DataFileRead"],
  ["active", "Client", "ClientWrite", "Client/ClientWrite"],
  // COPY: it has nothing to do until its client says more.
  ["active", "Client", "ClientRead", undefined],
  ["active", null, null, undefined],
  ["idle", "Client", "ClientRead", undefined],
  ["idle in transaction", "LWLock", "BufferContent", undefined],
  [null, null, null, undefined],
];
for (const [state, type, event, wait] of states)
  test(`${state} with ${type}/${event}: ${wait ?? "no wait"}`, () =>
    assert.equal(waitOf({ state, type, event, n: 1 }), wait));

const one: Counted = { queryId: "7", userId: "10", isNested: false, since: null, calls: 5, ms: 50, rows: 5 };

const hidden: Counted = { ...one, queryId: null };

const growths: readonly (readonly [string, Counted[], Counted[], number[]])[] = [
  ["the difference", [one], [{ ...one, calls: 8, ms: 60 }], [3]],
  ["nothing where nothing happened", [one], [one], []],
  ["the whole of what is new", [], [one], [5]],
  ["the whole of what was thrown away and came back", [one], [{ ...one, calls: 3, ms: 10 }], [3]],
  [
    "the whole of what came back and has outgrown itself, where the server says since when it counts",
    [{ ...one, since: "1" }],
    [{ ...one, since: "2", calls: 9, ms: 90 }],
    [9],
  ],
  ["nothing of what was thrown away", [one], [], []],
  ["nothing where several are counted as one and some began again", [hidden], [{ ...hidden, calls: 4 }], []],
  [
    "each one that may not be known, by when it began",
    [{ ...hidden, since: "1" }],
    [
      { ...hidden, since: "1", calls: 7 },
      { ...hidden, since: "2", calls: 4 },
    ],
    [2, 4],
  ],
  [
    "each user's and each level's alone",
    [one, { ...one, userId: "11" }, { ...one, isNested: true }],
    [
      { ...one, calls: 6, ms: 51 },
      { ...one, userId: "11", calls: 7, ms: 51 },
      { ...one, isNested: true, calls: 9, ms: 51 },
    ],
    [1, 2, 4],
  ],
];
for (const [name, before, now, calls] of growths)
  test(`a statement grew by ${name}`, () =>
    assert.deepEqual(
      grownSince(before, now).map((grown) => grown.calls),
      calls,
    ));

test("columns that came with later versions are asked for only where they are", () => {
  const oldest = {
    statements: "s.pg_stat_statements",
    info: undefined,
    hasTopLevel: false,
    hasSince: false,
    hasWaitStart: false,
    user: "u",
  };
  const newer = ["toplevel", "waitstart", "dealloc"];
  for (const word of newer) assert.ok(!momentSql(oldest).includes(word), word);
  const newest = {
    ...oldest,
    info: "s.pg_stat_statements_info",
    hasTopLevel: true,
    hasSince: true,
    hasWaitStart: true,
  };
  for (const word of newer) assert.ok(momentSql(newest).includes(word), word);
});

/** Processes of the server's sessions. */
async function sessionsOf(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const sql =
    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
  const pids = (await client.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid);
  await client.end();
  return pids;
}
