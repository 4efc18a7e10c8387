// The audit on real databases: the stand-in's SQLite, PostgreSQL, and the stand-in's REST API where neither may be read.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import pg from "pg";
import { lists } from "../../src/audit/api-counting.ts";
import { type AuditRequest, beginAudit } from "../../src/audit/audit.ts";
import { postgresRows, withReader } from "../../src/database/postgres.ts";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { Problem } from "../../src/problem.ts";
import { type Audit, type AuditRecord, auditOf, readAudit } from "../../src/result/audit.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { toJson, writeWhole } from "../../src/run/run-folder.ts";
import { takeSnapshot } from "../../src/snapshot/take.ts";
import { targetOf } from "../../src/snapshot/target.ts";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { scratchFolder } from "../load/process.ts";
import { withoutPostgres, withPostgres } from "../postgres.ts";
import { makeStandInFile } from "../snapshot/tool.ts";
import { runStandIn, targetAt } from "../stand-in/run-stand-in.ts";

const NOBODY = "http://127.0.0.1:9";
const step = { say: () => {}, signal: new AbortController().signal };

type Begun = {
  readonly saw: string | undefined;
  /** Counts again, and reads what the folder then holds. */
  end(): Promise<AuditRecord | undefined>;
  record(): Promise<AuditRecord | undefined>;
};

async function begin(
  t: TestContext,
  flags: Flags,
  origin = NOBODY,
  more: Partial<AuditRequest> = {},
): Promise<Begun> {
  const folder = scratchFolder(t);
  const { values } = standInSettings(origin, flags);
  const audit = await beginAudit({
    values,
    origin,
    folder,
    store: join(folder, "no-snapshots"),
    env: undefined,
    write: (path, record) => writeWhole(path, toJson(record)),
    ...more,
  });
  return {
    saw: audit.saw,
    record: () => readAudit(folder),
    end: async () => {
      await audit.end();
      return await readAudit(folder);
    },
  };
}

function compared(record: AuditRecord | undefined): Audit {
  assert.equal(record?.state, "compared", JSON.stringify(record));
  return auditOf(record);
}

const changes = ({ differences }: Audit): string[] =>
  differences.map(
    ({ table, change, growsByDesign }) => `${table} ${change}${growsByDesign === null ? "" : " by design"}`,
  );

test("the stand-in's rows: what is added is named, what is removed too, and tokens are told apart", async (t) => {
  const databasePath = join(scratchFolder(t), "db.sqlite");
  const standIn = await runStandIn({ databasePath });
  t.after(() => standIn.stop());
  const target = await targetAt(standIn.origin);
  const add = async (name: string): Promise<string> => {
    const body = {
      name,
      category: "meeting",
      description: "d",
      icon: "fa",
      color: "#ffffff",
      is_active: true,
    };
    const answer = await target.send({
      endpoint: "api_engagement_type_create",
      as: "api_client",
      json: body,
    });
    assert.equal(answer.status, 201, answer.text);
    return String((JSON.parse(answer.text) as { id: number }).id);
  };
  const kept = await add("kept");
  const audit = await begin(t, { databaseUrl: databaseUrlOfFile(databasePath) });
  assert.match(audit.saw ?? "", /^\d+ rows in \d+ tables of database db\.sqlite, \d\.\d\d s$/);
  const unfinished = await audit.record();
  assert.equal(unfinished?.state, "not_compared");
  assert.match(unfinished.because, /ended before it could count again/);
  assert.deepEqual(changes(compared(await audit.end())), [], "nothing was done");

  await add("one");
  await add("two");
  await targetAt(standIn.origin);
  const grown = compared(await audit.end());
  assert.deepEqual(
    changes(grown).filter((change) => !change.endsWith("by design")),
    ["engagement_type 2"],
  );
  assert.ok(
    changes(grown).some((change) => /^refresh_token [1-9]\d* by design$/.test(change)),
    `${changes(grown)}`,
  );

  const again = await begin(t, { databaseUrl: databaseUrlOfFile(databasePath) });
  const remove = async (id: string): Promise<void> => {
    const answer = await target.send({
      endpoint: "api_engagement_type_delete",
      as: "api_client",
      args: { id },
    });
    assert.equal(answer.status, 204);
  };
  await remove(await add("three"));
  assert.deepEqual(changes(compared(await again.end())), [], "what is removed again is no difference");
  await remove(kept);
  assert.deepEqual(changes(compared(await again.end())), ["engagement_type -1"]);
});

test("a snapshot of the same dataset is proposed: the newest with these rows, else the newest, else none", async (t) => {
  const databasePath = join(scratchFolder(t), "db.sqlite");
  const standIn = await runStandIn({ databasePath });
  t.after(() => standIn.stop());
  const store = scratchFolder(t);
  const databaseUrl = databaseUrlOfFile(databasePath);
  const take = (name: string) =>
    takeSnapshot(targetOf(databaseUrl), { name, store, template: false, endSessions: false }, step);
  const restoreOf = async (env?: string) => {
    const { restore } = compared(await (await begin(t, { databaseUrl }, NOBODY, { store, env })).end());
    return [restore?.command, restore?.snapshot?.holdsBefore];
  };
  assert.deepEqual(await restoreOf("staging"), ["obcms-perf snapshot NAME --env staging", undefined]);
  await take("first");
  assert.deepEqual(await restoreOf("my file.json"), ["obcms-perf restore first --env 'my file.json'", true]);
  const target = await targetAt(standIn.origin);
  assert.deepEqual((await restoreOf())[0], "obcms-perf restore first", "sign-ins leave tokens only");
  const body = {
    name: "x",
    category: "meeting",
    description: "d",
    icon: "fa",
    color: "#ffffff",
    is_active: true,
  };
  await target.send({ endpoint: "api_engagement_type_create", as: "api_client", json: body });
  assert.deepEqual(await restoreOf(), ["obcms-perf restore first", false]);
  await take("second");
  assert.deepEqual(await restoreOf(), ["obcms-perf restore second", true]);
  const other = join(scratchFolder(t), "other.sqlite");
  makeStandInFile(other);
  const foreign = compared(
    await (await begin(t, { databaseUrl: databaseUrlOfFile(other) }, NOBODY, { store })).end(),
  );
  assert.deepEqual(foreign.restore?.snapshot, null, "a snapshot of another dataset is none of it");
});

test("PostgreSQL: each table exactly, of every schema, and none that this user may not read", {
  skip: withoutPostgres(),
}, async (t) => {
  await withPostgres(async (url) => {
    const client = new pg.Client(url);
    await client.connect();
    const query = (sql: string) => client.query(sql);
    await query(`CREATE TABLE common_work_item (id int); INSERT INTO common_work_item SELECT generate_series(1, 1000);
      CREATE TABLE "Odd ""name" (id int); CREATE SCHEMA other; CREATE TABLE other.thing (id int);
      CREATE TABLE axes_accesslog (id int); CREATE TABLE secret (id int); CREATE VIEW v AS SELECT 1;
      CREATE ROLE reader LOGIN; GRANT SELECT ON common_work_item, axes_accesslog, "Odd ""name" TO reader;
      GRANT USAGE ON SCHEMA other TO reader; GRANT SELECT ON other.thing TO reader`);
    const databaseUrl = url.replace("tester@", "reader:hush@");
    const audit = await begin(t, { databaseUrl });
    assert.match(audit.saw ?? "", /^1000 rows in 4 tables of database postgres/);
    await query(`DELETE FROM common_work_item WHERE id <= 3; INSERT INTO other.thing VALUES (1), (2);
      INSERT INTO "Odd ""name" VALUES (1); INSERT INTO axes_accesslog SELECT generate_series(1, 9);
      INSERT INTO secret VALUES (1); CREATE TABLE fresh (id int); GRANT SELECT ON fresh TO reader`);
    const found = compared(await audit.end());
    assert.deepEqual(changes(found), [
      "axes_accesslog 9 by design",
      "common_work_item -3",
      "other.thing 2",
      'Odd "name 1',
      "fresh 0",
    ]);
    assert.deepEqual(found.uncounted, [{ name: "secret", why: "this user may not read it" }]);
    assert.equal(found.before.rows, 1000);
    assert.equal(found.after.rows, 1009);

    // Within the session of a count nothing can be written, whoever the user is.
    await assert.rejects(
      withReader(url, (session) => session.query("INSERT INTO secret VALUES (2)")),
      /read-only transaction/,
    );
    assert.equal((await withReader(url, postgresRows)).rows.secret, 1);

    // The server goes away during the run: said, not thrown, and without the password.
    const last = await begin(t, { databaseUrl });
    await query("ALTER ROLE reader NOLOGIN");
    const record = await last.end();
    assert.equal(record?.state, "not_compared");
    assert.match(record.because, /^the rows could not be counted after the load: .*not permitted to log in/);
    assert.doesNotMatch(JSON.stringify(record), /hush/);
    assert.equal(record.before?.rows.common_work_item, 997);
    await client.end();
  });
});

test("PostgreSQL: the marker names the dataset, by which a snapshot is found", {
  skip: withoutPostgres(),
}, async (t) => {
  await withPostgres(async (url) => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`CREATE TABLE ${performanceMarker.table} (name text, description text)`);
    await client.query(`INSERT INTO ${performanceMarker.table} VALUES ($1, $2)`, [
      performanceMarker.name,
      "dataset 0123456789abcdef, seed 7, scale 1, around 2026-01-01",
    ]);
    await client.end();
    const store = scratchFolder(t);
    const wish = { name: "base", store, template: false, endSessions: false };
    await takeSnapshot(targetOf(url), wish, step);
    const { restore } = compared(await (await begin(t, { databaseUrl: url }, NOBODY, { store })).end());
    assert.equal(restore?.command, "obcms-perf restore base");
    assert.equal(restore.snapshot?.holdsBefore, true);
  });
});

test("a database that cannot be read is a Problem before the load, and is said after it", async (t) => {
  for (const databaseUrl of [
    "postgres://someone:hush@127.0.0.1:9/obcms",
    databaseUrlOfFile("/nowhere/db.sqlite"),
  ]) {
    await assert.rejects(begin(t, { databaseUrl }), (error) => {
      assert.ok(error instanceof Problem);
      assert.doesNotMatch(error.toText(), /hush/);
      return error.exit === "configuration";
    });
  }
  const path = join(scratchFolder(t), "db.sqlite");
  makeStandInFile(path);
  const audit = await begin(t, { databaseUrl: databaseUrlOfFile(path) });
  rmSync(path);
  const record = await audit.end();
  assert.equal(record?.state, "not_compared");
  assert.match(record.because, /could not be counted after the load: there is no /);
});

test("without a database the REST API's lists are counted, as one user sees them", async (t) => {
  const standIn = await runStandIn();
  t.after(() => standIn.stop());
  const target = await targetAt(standIn.origin);
  const audit = await begin(t, {}, standIn.origin);
  assert.match(audit.saw ?? "", /^\d+ rows in \d+ lists of the REST API, as \w+ sees them/);
  const body = {
    name: "x",
    category: "meeting",
    description: "d",
    icon: "fa",
    color: "#ffffff",
    is_active: true,
  };
  await target.send({ endpoint: "api_engagement_type_create", as: "api_client", json: body });
  const record = await audit.end();
  const found = compared(record);
  assert.deepEqual(changes(found), ["engagement_types 1"]);
  assert.equal(found.restore, null);
  assert.deepEqual(
    [...found.uncounted.map(({ name }) => name), ...Object.keys(record?.before?.rows ?? {})].sort(),
    Object.keys(lists).sort(),
    "each list is either counted or named as uncounted",
  );
});

const silent = [
  { title: "nobody answers", flags: {}, because: /could not be counted before the load: fetch failed/ },
  {
    title: "no user is given",
    flags: { clientId: [] },
    because: /databaseUrl is not set, and no user of persona api_client/,
  },
] as const;
for (const { title, flags, because } of silent) {
  test(`without a database, and where ${title}, the run goes on and is not audited`, async (t) => {
    const audit = await begin(t, flags);
    assert.equal(audit.saw, undefined);
    const record = await audit.end();
    assert.equal(record?.state, "not_compared");
    assert.match(record.because, because);
  });
}

test("a wrong password audits nothing, and is nowhere in the record", async (t) => {
  const standIn = await runStandIn();
  t.after(() => standIn.stop());
  const audit = await begin(t, { clientSecret: "hush-wrong" }, standIn.origin);
  const record = await audit.end();
  assert.equal(record?.state, "not_compared");
  assert.match(record.because, /gets no token: status 401/);
  assert.doesNotMatch(JSON.stringify(record), /hush/);
});
