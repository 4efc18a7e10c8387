// The settings overlay on a real Django: its counts are Django's own, and 50 ms are found where they were planted.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { askConfiguration } from "../../src/introspection/configuration.ts";
import { parseManage } from "../../src/introspection/manage.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { parseServerTiming } from "../../tests/performance/k6/catalogue/server-timing.ts";
import { djangoFolder, pythonOfDjango, serve, withoutDjango } from "../django.ts";

const skip = await withoutDjango();
const SECRET = "open sesame";
const PARTS = ["db", "template", "cache"] as const;

describe("the overlay", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-overlay-"));
  const queryLog = join(folder, "queries.log");
  const databaseUrl = `sqlite://${join(folder, "db.sqlite")}`;
  const variables = {
    PYTHONPATH: `${join(projectFolder, "integrations/django")}:${djangoFolder}`,
    PYTHONDONTWRITEBYTECODE: "1",
    DJANGO_SETTINGS_MODULE: "obcms_perf.settings",
    OBCMS_PERF_SETTINGS: "planted_settings",
    OBCMS_PERF_PROBE_SECRET: SECRET,
    DATABASE_URL: databaseUrl,
  };
  const python = async (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const env = { ...process.env, ...variables, ...more };
    return (await promisify(execFile)(pythonOfDjango, [...args], { cwd: djangoFolder, env })).stdout;
  };
  const show = (expression: string, more: NodeJS.ProcessEnv): Promise<string> =>
    python(["-c", `import json; from django.conf import settings; print(json.dumps(${expression}))`], more);

  let server: Awaited<ReturnType<typeof serve>>;
  let answers: readonly { how: string; page: string; captured?: number; said: string }[];

  before(async () => {
    await python(["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]);
    server = await serve(databaseUrl, { ...variables, OBCMS_PERF_QUERY_LOG: queryLog });
    answers = (await python(["counted.py"]))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  });
  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (path: string, secret?: string): Promise<string | null> => {
    const headers = secret === undefined ? {} : { "X-OBCMS-Perf-Probe": secret };
    return (await fetch(server.origin + path, { headers })).headers.get("server-timing");
  };

  test("who does not send the secret is told nothing", async () => {
    assert.equal(await ask("/health/"), null);
    assert.equal(await ask("/health/", `${SECRET}!`), null);
    assert.match((await ask("/health/", SECRET)) ?? "", /^total;dur=[\d.]+, cpu;dur=[\d.]+, db;dur=/);
  });

  for (const [planted, path] of [
    ["db", "/database/"],
    ["template", "/template/"],
    ["cache", "/cache/"],
    ["python", "/python/"],
    // A statement that a template causes.
    ["db", "/template/database/"],
  ] as const) {
    test(`50 ms in ${planted} of ${path} are found there, and nowhere else`, async () => {
      // The first answer of a process pays for imports.
      await ask(path, SECRET);
      const said = parseServerTiming((await ask(path, SECRET)) ?? "");
      const part = (name: string): number => said[`${name}.dur`] ?? Number.NaN;
      const parts: Record<string, number> = Object.fromEntries(PARTS.map((name) => [name, part(name)]));
      parts.python = part("total") - PARTS.reduce((sum, name) => sum + part(name), 0);
      const [first] = Object.entries(parts).sort(([, a], [, b]) => b - a);
      assert.equal(first?.[0], planted, JSON.stringify(parts));
      assert.ok((first?.[1] ?? 0) >= 49, JSON.stringify(parts));
      for (const [other, ms] of Object.entries(parts))
        assert.ok(other === planted || ms < 45, JSON.stringify(parts));
      // Only a wait costs no processor.
      if (planted === "python") assert.ok(part("cpu") >= 49, JSON.stringify(said));
    });
  }

  test("statements are counted as Django counts them, and what was executed before is a duplicate", () => {
    const wsgi = answers.filter(({ how }) => how === "WSGI");
    assert.equal(wsgi.length, 6);
    for (const { page, captured, said } of wsgi)
      assert.equal(parseServerTiming(said)["db.queries"], captured, page);
    const seven = wsgi.find(({ page }) => page === "/database/?users=7");
    assert.deepEqual([captured(seven?.said, "db.queries"), captured(seven?.said, "db.duplicates")], [8, 6]);
  });

  test("look-ups are counted once each, whatever a backend makes of them", () => {
    const said = answers.find(({ how, page }) => how === "WSGI" && page === "/cache/")?.said;
    // Found: slow twice (alone and of three). Not: absent, two of three, and what get_or_set() makes; then it asks again.
    assert.deepEqual([captured(said, "cache.hits"), captured(said, "cache.misses")], [3, 4]);
  });

  test("ASGI counts the same, and tells no processor time", () => {
    for (const { page, said } of answers.filter(({ how }) => how === "ASGI")) {
      const wsgi = answers.find((one) => one.how === "WSGI" && one.page === page);
      assert.equal(captured(said, "db.queries"), wsgi?.captured, page);
      assert.equal(captured(said, "cpu.dur"), undefined);
    }
    assert.equal(answers.filter(({ how }) => how === "ASGI").length, 6);
  });

  test("threads do not count each other's statements", () => {
    const threads = answers.filter(({ how }) => how === "thread");
    assert.equal(threads.length, 12);
    for (const { page, said } of threads) assert.equal(captured(said, "db.queries"), Number(page) + 1);
  });

  test("statements are logged with their time although DEBUG is off", async () => {
    await ask("/database/", SECRET);
    assert.ok(existsSync(queryLog));
    assert.match(readFileSync(queryLog, "utf8"), /\(0\.0[5-9]\d\) SELECT wait\(\)/);
  });

  test("rates, cache, sessions and task events come from the environment, and OBCMS's own stay otherwise", async () => {
    const own = "[settings.REST_FRAMEWORK['DEFAULT_THROTTLE_RATES'], settings.CACHES['default']['BACKEND']]";
    const before = JSON.parse(await show(own, { OBCMS_PERF_PROBE_SECRET: "" }));
    assert.deepEqual(before, [{ burst: "60/min", anon: "100/hour" }, "planted.SlowCache"]);
    const changed = { OBCMS_PERF_THROTTLES: "burst=6000/min", OBCMS_PERF_CACHE_URL: "redis://127.0.0.1:1/0" };
    const [rates, backend] = JSON.parse(await show(own, changed));
    assert.deepEqual(rates, { burst: "6000/min", anon: "100/hour" });
    assert.equal(backend, "obcms_perf.cache.django__core__cache__backends__redis__RedisCache");
    const events = "getattr(settings, 'CELERY_WORKER_SEND_TASK_EVENTS', None)";
    assert.equal(JSON.parse(await show(events, {})), null);
    assert.equal(JSON.parse(await show(events, { OBCMS_PERF_TASK_EVENTS: "1" })), true);
  });

  test("tables are made from the models, without migrations, only where that is asked for", async () => {
    const none = "'any_app' in settings.MIGRATION_MODULES";
    assert.equal(JSON.parse(await show(none, {})), false);
    assert.equal(JSON.parse(await show(none, { OBCMS_PERF_SYNCDB: "1" })), true);
    const fresh = { DATABASE_URL: `sqlite://${join(folder, "fresh.sqlite")}`, OBCMS_PERF_SYNCDB: "1" };
    await python(["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"], fresh);
    const tables = await python(
      [
        "-c",
        "import django; django.setup(); from django.db import connection as c; print(c.introspection.table_names())",
      ],
      fresh,
    );
    assert.match(tables, /'auth_user'|'common_user'/);
    // Where Django writes down which migrations ran: none did.
    assert.doesNotMatch(tables, /django_migrations/);
  });

  test("who asks a target how it is configured hears of its own settings, not of the overlay", async () => {
    const set = Object.entries(variables).map(([name, value]) => `"${name}=${value}"`);
    const manage = parseManage(`env ${set.join(" ")} "${pythonOfDjango}" manage.py`, djangoFolder);
    const { settingsModule, cache } = await askConfiguration(manage);
    assert.deepEqual([settingsModule, cache.backend], ["planted_settings", "planted.SlowCache"]);
  });

  test("without a secret nothing of the overlay is in the way of a request", async () => {
    const installed = "[settings.MIDDLEWARE[0], settings.TEMPLATES[0]['BACKEND']]";
    const without = JSON.parse(await show(installed, { OBCMS_PERF_PROBE_SECRET: "" }));
    assert.ok(!JSON.stringify(without).includes("obcms_perf"));
    const withIt = JSON.parse(await show(installed, {}));
    assert.equal(withIt[0], "obcms_perf.middleware.server_timing");
  });
});

function captured(said: string | undefined, figure: string): number | undefined {
  return parseServerTiming(said ?? "")[figure];
}
