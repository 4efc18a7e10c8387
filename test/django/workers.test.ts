// What a real Django tells of its configuration: cache and queue in a real Redis, a real Celery worker, SQLite.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { askConfiguration } from "../../src/introspection/configuration.ts";
import { parseManage } from "../../src/introspection/manage.ts";
import { djangoFolder, manageText, startWorker, withoutDjango } from "../django.ts";
import { startPostgres, withoutPostgres } from "../postgres.ts";
import { withoutRedis, withRedis } from "../redis.ts";
import { query } from "../snapshot/tool.ts";

const skip = withoutPostgres() || withoutRedis() || (await withoutDjango());

describe("the configuration of a real Django", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-django-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const ask = (databaseUrl: string, variables: Readonly<Record<string, string>>) =>
    askConfiguration(parseManage(manageText(databaseUrl, variables), djangoFolder));

  test("PostgreSQL's version, the rates, the cache, and the worker once there is one", async () => {
    const postgres = await startPostgres();
    try {
      await withRedis(async ({ port }) => {
        const variables = {
          REDIS_URL: `redis://127.0.0.1:${port}/0`,
          CELERY_BROKER_URL: `redis://127.0.0.1:${port}/1`,
          THROTTLE_BURST: "700/min",
        };
        const told = await ask(postgres.url, variables);
        const [server] = await query<{ version: string }>(
          postgres.url,
          "SELECT split_part(current_setting('server_version'), ' ', 1) AS version",
        );
        assert.deepEqual([told.database.vendor, told.database.version], ["postgresql", server?.version]);
        assert.deepEqual(told.throttleRates, { burst: "700/min", anon: "100/hour" });
        assert.deepEqual(told.cache, {
          backend: "django.core.cache.backends.redis.RedisCache",
          location: variables.REDIS_URL,
        });
        assert.deepEqual(told.celery.workers, []);

        const worker = await startWorker(postgres.url, variables, { concurrency: 2, prefetch: 3 });
        try {
          const { celery } = await ask(postgres.url, variables);
          assert.equal(celery.broker, variables.CELERY_BROKER_URL);
          // Celery fetches ahead for each of its processes.
          assert.deepEqual(
            celery.workers?.map(({ concurrency, prefetch }) => ({ concurrency, prefetch })),
            [{ concurrency: 2, prefetch: 6 }],
          );
        } finally {
          await worker.stop();
        }
      });
    } finally {
      await postgres.stop();
    }
  });

  test("SQLite, a cache in memory, and a broker that cannot be reached", async () => {
    const variables = { CELERY_BROKER_URL: "redis://127.0.0.1:1/0" };
    const told = await ask(`sqlite://${join(folder, "small.sqlite3")}`, variables);
    assert.equal(told.database.vendor, "sqlite");
    assert.match(told.database.version ?? "", /^3\./);
    assert.equal(told.cache.backend, "django.core.cache.backends.locmem.LocMemCache");
    assert.equal(told.celery.workers, null);
  });
});
