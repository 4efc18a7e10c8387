// What each source tells of a target, which of them is believed, and what is said where none of them tells.

import assert from "node:assert/strict";
import http from "node:http";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import pg from "pg";
import type { Observation, Observed } from "../../src/parity/observation.ts";
import { type ObservedTarget, observe } from "../../src/parity/observe.ts";
import { askDatabase } from "../../src/parity/sources/database.ts";
import { factsOf } from "../../src/parity/sources/manage.ts";
import { scratchFolder } from "../load/process.ts";
import { withoutPostgres, withPostgres } from "../postgres.ts";
import { runStandIn } from "../stand-in/run-stand-in.ts";
import { configuration, manageCommand } from "./configured.ts";

const nothing: ObservedTarget = {
  baseUrl: undefined,
  "manage.command": undefined,
  "manage.folder": undefined,
  databaseUrl: undefined,
};

const told = (observed: Observed, fact: string): Observation => {
  const one = observed.get(fact);
  assert.ok(one, fact);
  return one;
};

test("manage.py tells of settings, workers, throttles and rows, and of no host", async (t) => {
  const observed = await observe({ ...nothing, "manage.command": manageCommand(scratchFolder(t)) });
  const values = Object.fromEntries(
    [...observed].flatMap(([fact, one]) => ("value" in one ? [[fact, one.value]] : [])),
  );
  assert.deepEqual(values, {
    "application.settingsModule": "obc_management.settings.production",
    "application.debug": false,
    "application.pythonVersion": "3.12.4",
    "application.djangoVersion": "5.2.19",
    "database.vendor": "postgresql",
    "database.version": "17.4",
    "database.replicas": 2,
    "database.otherAliases": 1,
    "database.connectionAgeSeconds": "unlimited",
    "cache.backend": "django.core.cache.backends.redis.RedisCache",
    "sessions.engine": "django.contrib.sessions.backends.cache",
    "celery.broker": "rediss",
    "celery.eager": false,
    "celery.workers": 2,
    "celery.concurrency": 6,
    "celery.prefetchMultiplier": 4,
    "rows.users": 180,
    "rows.workItems": 1891,
    "throttleRates.burst": "60/min",
    "throttleRates.anon": "none",
  });
  assert.doesNotMatch(JSON.stringify([...observed]), /internal\.example/);
  assert.match(JSON.stringify(told(observed, "celery.resultBackend")), /manage\.py does not tell it/);
});

test("a target without any source tells nothing, and each fact says what to set", async () => {
  const observed = await observe(nothing, ["throttleRates.burst"]);
  for (const [fact, one] of observed) assert.equal(one.source, "not observed", fact);
  const because = (fact: string): string => JSON.stringify(told(observed, fact));
  assert.match(because("celery.workers"), /OBCMS_MANAGE/);
  assert.match(because("throttleRates.burst"), /OBCMS_MANAGE/);
  assert.match(because("database.version"), /OBCMS_MANAGE.*OBCMS_DATABASE_URL/);
  assert.match(because("webServer.name"), /no baseUrl/);
});

test("a manage.py that cannot be run tells nothing, and what it said is the reason", async (t) => {
  const observed = await observe({
    ...nothing,
    "manage.command": `"${process.execPath}" -e "process.exit(3)"`,
  });
  assert.match(JSON.stringify(told(observed, "cache.backend")), /did not say how it is configured/);
  const talkative = `"${process.execPath}" -e "console.error('bad DATABASE_URL postgres://obcms:sesame@db/obcms'); process.exit(1)"`;
  const leaking = JSON.stringify(
    told(await observe({ ...nothing, "manage.command": talkative }), "cache.backend"),
  );
  assert.match(leaking, /bad DATABASE_URL postgres:\/\/db\/obcms/);
  assert.doesNotMatch(leaking, /sesame/);
  const none = join(scratchFolder(t), "python");
  const missing = await observe({ ...nothing, "manage.command": none });
  assert.match(JSON.stringify(told(missing, "cache.backend")), /could not be started.*ENOENT/);
});

test("a throttle of production that the target does not name is none there", async (t) => {
  const target = { ...nothing, "manage.command": manageCommand(scratchFolder(t)) };
  const observed = await observe(target, ["throttleRates.upload", "throttleRates.burst"]);
  assert.deepEqual(told(observed, "throttleRates.upload"), { source: "manage.py", value: "none" });
  assert.deepEqual(told(observed, "throttleRates.burst"), { source: "manage.py", value: "60/min" });
});

test("a configuration that was asked already is not asked again", async () => {
  const target = { ...nothing, "manage.command": "nothing-of-that-name", configuration };
  assert.deepEqual(told(await observe(target), "celery.concurrency"), { source: "manage.py", value: 6 });
});

test("workers that nobody reached are not observed; a broker without workers has none", () => {
  const of = (workers: typeof configuration.celery.workers) =>
    factsOf({ ...configuration, celery: { ...configuration.celery, workers } });
  const unreachable = of(null);
  assert.equal(unreachable.facts["celery.workers"], undefined);
  assert.equal(unreachable.silent?.["celery.workers"], "the broker cannot be reached");
  const empty = of([]);
  assert.equal(empty.facts["celery.workers"], 0);
  assert.equal(empty.facts["celery.concurrency"], 0);
  assert.equal(empty.facts["celery.prefetchMultiplier"], undefined);
  const silent = of([{ name: "celery@one", concurrency: 4, prefetch: null }]);
  assert.equal(silent.facts["celery.concurrency"], 4);
  assert.equal(silent.facts["celery.prefetchMultiplier"], undefined);
});

test("PostgreSQL tells its version, its replicas and its rows, where manage.py does not", {
  skip: withoutPostgres(),
}, async (t) => {
  await withPostgres(async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE TABLE auth_user AS SELECT generate_series(1, 7) AS id");
    const { server_version } = (await client.query("SHOW server_version")).rows[0];
    await client.end();
    const target = { ...nothing, databaseUrl: url };
    const alone = await observe(target);
    const database = (value: string | number) => ({ source: "database", value });
    assert.deepEqual(told(alone, "database.vendor"), database("postgresql"));
    assert.deepEqual(told(alone, "database.version"), database(server_version.split(" ")[0]));
    assert.deepEqual(told(alone, "database.replicas"), database(0));
    assert.deepEqual(told(alone, "rows.users"), database(7));
    assert.match(JSON.stringify(told(alone, "rows.workItems")), /common_work_item.*does not exist/);

    // A connection of the replication protocol is what a replica has.
    const replica = new pg.Client({ connectionString: `${url}?replication=true` });
    await replica.connect();
    assert.deepEqual(told(await observe(target), "database.replicas"), database(1));
    await replica.end();

    // What both tell, manage.py tells: it is asked as the application is.
    const both = await observe({ ...target, "manage.command": manageCommand(scratchFolder(t)) });
    assert.deepEqual(told(both, "rows.users"), { source: "manage.py", value: 180 });
  });
});

test("a database that does not answer tells nothing, and its address and password are in no message", async () => {
  const { facts, because } = await askDatabase("postgres://obcms:sesame@127.0.0.1:9/obcms");
  assert.deepEqual(facts, {});
  assert.match(because, /ECONNREFUSED/);
  assert.doesNotMatch(because, /sesame/);
  assert.match((await askDatabase("sqlite:/nowhere/there.sqlite")).because, /unable to open/);
});

test("the embedded target's file tells that it is SQLite, and its rows", async (t) => {
  const path = join(scratchFolder(t), "stand-in.sqlite");
  const standIn = await runStandIn({ databasePath: path });
  const { facts } = await askDatabase(`sqlite:${path}`).finally(() => standIn.stop());
  assert.equal(facts["database.vendor"], "sqlite");
  assert.ok(Number(facts["rows.users"]) > 100 && Number(facts["rows.workItems"]) > 1000);
  assert.equal(facts["database.version"], undefined);
});

const headers: readonly (readonly [header: string | undefined, expected: string | RegExp])[] = [
  ["gunicorn", "gunicorn"],
  ["gunicorn/22.0.0", "gunicorn"],
  ["uvicorn", "uvicorn"],
  ["WSGIServer/0.2 CPython/3.12.4", "runserver"],
  ["nginx/1.27", /"nginx\/1\.27\\", which names no application server/],
  [undefined, /no header Server/],
];
for (const [header, expected] of headers) {
  test(`a header Server of ${header} ${typeof expected === "string" ? `is ${expected}` : "tells no server"}`, async (t) => {
    const observed = told(
      await observe({ ...nothing, baseUrl: await answering(t, header) }),
      "webServer.name",
    );
    if (typeof expected === "string") assert.deepEqual(observed, { source: "HTTP", value: expected });
    else assert.match(JSON.stringify(observed), expected);
  });
}

/** The origin of a target that answers with the header. */
async function answering(t: TestContext, header: string | undefined): Promise<string> {
  const server = http.createServer((_, answer) => {
    if (header !== undefined) answer.setHeader("Server", header);
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return `http://127.0.0.1:${port}`;
}
