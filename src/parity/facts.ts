// What of a production's configuration a load test depends on: a table of facts by their names in the parity file.
// The file's schema, the observation, the comparison and docs/parity.md are made from it.

import { z } from "zod";
import type { ParitySource } from "../result/parity.ts";

export type Fact = {
  readonly value: z.ZodType<string | number | boolean>;
  readonly means: string;
  /** Why a difference matters to a load test, in one sentence. */
  readonly why: string;
  /** Who can tell it, the best first. */
  readonly from: readonly Exclude<ParitySource, "not observed">[];
  /**
   * When two values are the same. `exact`: when they are equal. `version`: as far as production states it, so that 17 is
   * the same as 17.4. `rate`: of a throttle, however its unit is spelled. `rows`: within half and double.
   */
  readonly like: "exact" | "version" | "rate" | "rows";
};

const text = z.string().min(1);
const whole = z.int().nonnegative();
const version = z.string().regex(/^\d[\w.+-]*$/, "is no version like 17 or 17.4");
/** As REST framework takes it, or `none`. */
const rate = z.string().regex(/^(none|\d+\/\w+)$/, "is no rate like 60/minute, and not none");

const CAPACITY = "the load at which requests begin to wait depends on it";

export const facts = {
  "application.settingsModule": {
    value: text,
    means: "Django's settings module, as in DJANGO_SETTINGS_MODULE",
    why: "Another settings module has other middleware, caches and limits: what it costs to answer is not the same.",
    from: ["manage.py"],
    like: "exact",
  },
  "application.debug": {
    value: z.boolean(),
    means: "Django's DEBUG",
    why: "With DEBUG Django keeps every statement in memory: answers take longer, and memory grows with the run.",
    from: ["manage.py"],
    like: "exact",
  },
  "application.pythonVersion": {
    value: version,
    means: "version of Python",
    why: "Another version of Python spends another CPU time on the same request.",
    from: ["manage.py"],
    like: "version",
  },
  "application.djangoVersion": {
    value: version,
    means: "version of Django",
    why: "Another version of Django may make other statements for the same page.",
    from: ["manage.py"],
    like: "version",
  },
  "webServer.name": {
    value: text,
    means: "the application server: `gunicorn`, `uvicorn`, `daphne`, `runserver`; not a proxy before it",
    why: "Each server queues, refuses and times out requests in its own way.",
    from: ["process", "HTTP"],
    like: "exact",
  },
  "webServer.workers": {
    value: whole,
    means: "worker processes of one application server",
    why: `Workers × threads is how many requests are answered at once: ${CAPACITY}.`,
    from: ["process"],
    like: "exact",
  },
  "webServer.workerClass": {
    value: text,
    means: "gunicorn's worker class: `sync`, `gthread`, `gevent`",
    why: "A worker of class sync answers one request at a time and keeps no connection open; the others do neither.",
    from: ["process"],
    like: "exact",
  },
  "webServer.threadsPerWorker": {
    value: whole,
    means: "threads of a worker process; 1 for class `sync`",
    why: `Workers × threads is how many requests are answered at once: ${CAPACITY}.`,
    from: ["process"],
    like: "exact",
  },
  "database.vendor": {
    value: text,
    means: "`postgresql` or `sqlite`, as Django calls it",
    why: "SQLite lets one writer in at a time: writes that run side by side in PostgreSQL wait or fail there.",
    from: ["manage.py", "database"],
    like: "exact",
  },
  "database.version": {
    value: version,
    means: "version of the database server",
    why: "Planner and parallelism change between versions: a slow statement may be fast in another one.",
    from: ["manage.py", "database"],
    like: "version",
  },
  "database.replicas": {
    value: whole,
    means: "servers that receive the primary's changes now (rows of pg_stat_replication)",
    why: "A commit may wait for its replicas, and reads that go to them do not load the primary.",
    from: ["manage.py", "database"],
    like: "exact",
  },
  "database.otherAliases": {
    value: whole,
    means: "databases in Django's DATABASES beside the default one",
    why: "Reads that are routed to another database do not load the first one, and may come late.",
    from: ["manage.py"],
    like: "exact",
  },
  "database.connectionAgeSeconds": {
    value: z.union([z.number().nonnegative(), z.literal("unlimited")]),
    means: "how long Django keeps a connection, seconds (CONN_MAX_AGE); `unlimited` for ever",
    why: "With 0 each request opens a connection of its own, and waits for it.",
    from: ["manage.py"],
    like: "exact",
  },
  "cache.backend": {
    value: text,
    means: "Python path of the default cache's backend",
    why: "A cache in each worker's memory is filled once per worker and never agrees: hits and stale pages are others.",
    from: ["manage.py"],
    like: "exact",
  },
  "sessions.engine": {
    value: text,
    means: "Python path of the session engine",
    why: "Sessions in the database add a statement to every page of somebody who has signed in.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.broker": {
    value: text,
    means: "kind of the broker: the scheme of its address, `redis`, `rediss`, `amqp`",
    why: "How long a task takes to be queued, and whether it is lost with a worker, is the broker's business.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.resultBackend": {
    value: text,
    means: "kind of the result backend: the scheme of its address",
    why: "Each finished task writes its result there: into the database it is load of its own.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.eager": {
    value: z.boolean(),
    means: "tasks run inside the request (CELERY_TASK_ALWAYS_EAGER)",
    why: "An eager task makes its request slow and leaves the queue empty: nothing of background work is tested.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.workers": {
    value: whole,
    means: "workers that answer",
    why: "Without a worker tasks only pile up; with fewer the queue is longer.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.concurrency": {
    value: whole,
    means: "tasks that all workers together do at once",
    why: "It decides how fast the queue empties, and how much of the database tasks take from requests.",
    from: ["manage.py"],
    like: "exact",
  },
  "celery.prefetchMultiplier": {
    value: z.number().nonnegative(),
    means: "tasks that a worker fetches ahead, for each that it does at once",
    why: "A task that was fetched ahead waits behind a slow one although another worker is free.",
    from: ["manage.py"],
    like: "exact",
  },
  "rows.users": {
    value: whole,
    means: "rows of users",
    why: "A write of OBCMS deletes a cache key for each user, so writes become slower with their number.",
    from: ["manage.py", "database"],
    like: "rows",
  },
  "rows.workItems": {
    value: whole,
    means: "rows of work items",
    why: "Feeds, trees and dashboards read them row by row: their time grows with the number.",
    from: ["manage.py", "database"],
    like: "rows",
  },
  "rows.monitoringEntries": {
    value: whole,
    means: "rows of monitoring entries",
    why: "Executive pages sum over all of them: their time grows with the number.",
    from: ["manage.py", "database"],
    like: "rows",
  },
} as const satisfies Record<string, Fact>;

/** `throttleRates.burst`: a scope is whatever REST framework's settings name. */
export const throttleFact: Fact = {
  value: rate,
  means: "REST framework's rate of that scope, `60/minute`, or `none`; `burst`, `user`, `anon` and others",
  why: "A throttle answers 429 from that rate on: without it a load passes that production refuses.",
  from: ["manage.py"],
  like: "rate",
};
export const THROTTLES = "throttleRates.";

export type FactName = keyof typeof facts;
export const factNames = Object.keys(facts) as FactName[];

/** Of a name in the table or of a throttle's scope. */
export function factOf(name: string): Fact {
  return name.startsWith(THROTTLES) ? throttleFact : facts[name as FactName];
}
