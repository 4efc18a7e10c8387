// A target's configuration as its manage.py tells it, and a manage.py that does: for the tests of parity.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../src/introspection/configuration.ts";
import { projectFolder } from "../../src/run/suite.ts";

export const configuration: Configuration = {
  settingsModule: "obc_management.settings.production",
  revision: null,
  python: "3.12.4",
  django: "5.2.19",
  debug: false,
  timeZone: "Asia/Manila",
  database: {
    vendor: "postgresql",
    version: "17.4",
    name: "obcms",
    others: ["replica"],
    replicas: 2,
    connectionAgeSeconds: null,
  },
  cache: {
    backend: "django.core.cache.backends.redis.RedisCache",
    location: "redis://cache.internal.example:6379/0",
  },
  sessionEngine: "django.contrib.sessions.backends.cache",
  celery: {
    broker: "rediss://queue.internal.example:6379/0",
    resultBackend: null,
    eager: false,
    concurrency: null,
    prefetchMultiplier: null,
    workers: [
      { name: "celery@one", concurrency: 4, prefetch: 16 },
      { name: "celery@two", concurrency: 2, prefetch: 8 },
    ],
  },
  throttleRates: { burst: "60/min", anon: null },
  lockout: { failures: 5, coolOffMinutes: 30 },
  upload: { memoryBytes: 1, dataBytes: 1 },
  staticRoot: null,
  mediaRoot: null,
  rows: { users: 180, workItems: 1891, monitoringEntries: null },
};

/** The setting `manage.command` of a target that is so configured. */
export function manageCommand(folder: string, configured: Configuration = configuration): string {
  const file = join(folder, "configuration.json");
  writeFileSync(file, JSON.stringify(configured));
  const fake = join(projectFolder, "test/parity/fake-manage.ts");
  return `"${process.execPath}" --disable-warning=ExperimentalWarning "${fake}" "${file}"`;
}
