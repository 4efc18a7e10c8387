// What a target tells from inside, for tests: one that is as it should be, with what a test changes of it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { Configuration } from "../../src/introspection/configuration.ts";
import type { Lockout } from "../../src/introspection/lockout.ts";
import type { Queue } from "../../src/introspection/queue.ts";
import type { Flags } from "../../src/run/environment.ts";

const FAKE = fileURLToPath(new URL("./fake-manage.ts", import.meta.url));

export const right: Configuration = {
  settingsModule: "perf_settings",
  revision: "eac768d4aa7f998e7fdf9026f6036a0dbf55f0c3",
  python: "3.11.7",
  django: "5.2.19",
  debug: false,
  timeZone: "Asia/Manila",
  database: {
    vendor: "postgresql",
    version: "15.18",
    name: "obcms",
    others: [],
    connectionAgeSeconds: 0,
  },
  cache: { backend: "django.core.cache.backends.redis.RedisCache", location: "redis://127.0.0.1:6379/0" },
  sessionEngine: "django.contrib.sessions.backends.cache",
  celery: {
    broker: "redis://127.0.0.1:6379/0",
    resultBackend: null,
    eager: false,
    concurrency: null,
    prefetchMultiplier: null,
    workers: [{ name: "celery@host", concurrency: 1, prefetch: 4 }],
  },
  throttleRates: { burst: "100000/min", user: "10000000/hour", anon: "1000000/hour", auth: null },
  lockout: { failures: 5, coolOffMinutes: 30 },
  upload: { memoryBytes: 52_428_800, dataBytes: 52_428_800 },
  staticRoot: null,
  mediaRoot: null,
  rows: { users: 180, workItems: 1900, monitoringEntries: 400 },
};

export type Inside = {
  readonly configuration?: Partial<Configuration>;
  readonly lockout?: Partial<Lockout>;
  readonly queue?: Queue;
};

/** Settings that lead to the fake, and what it was asked so far. */
export function targetInside(
  t: TestContext,
  { configuration, lockout, queue }: Inside,
): { flags: Flags; asked: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-inside-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const unlocked: Lockout = { enabled: true, inTable: true, rules: [["username", "ip_address"]], locked: [] };
  const target = {
    configuration: { ...right, ...configuration },
    lockout: { ...unlocked, ...lockout },
    queue: queue ?? { transport: "redis", waiting: 0, reserved: 0 },
  };
  writeFileSync(join(folder, "target.json"), JSON.stringify(target));
  return {
    flags: { "manage.command": `"${process.execPath}" "${FAKE}" "${folder}"` },
    asked: () => readFileSync(join(folder, "asked.log"), "utf8").trim().split("\n"),
  };
}

/** Settings that lead to a manage.py which does not start. */
export function brokenInside(t: TestContext): Flags {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-inside-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "target.json"), "{}");
  return { "manage.command": `"${process.execPath}" "${FAKE}" "${folder}"` };
}
