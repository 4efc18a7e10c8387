// When a cache or a queue may be emptied: only of a performance database, and never more than was asked for.

import { parseDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { Problem } from "../problem.ts";
import type { Facts } from "./facts.ts";

/** In the order in which they are emptied: see result/steps.ts. */
export const flushables = ["queue", "cache"] as const;
export type Flushable = (typeof flushables)[number];

/** Throws the Problem of the first rule that forbids it. */
export function refuseFlush(facts: Facts, wanted: readonly Flushable[]): void {
  for (const rule of rules) {
    const problem = rule(facts, wanted);
    if (problem !== undefined) throw problem;
  }
}

type Rule = (facts: Facts, wanted: readonly Flushable[]) => Problem | undefined;

const unreadable: Rule = ({ database, error }) =>
  error === null
    ? undefined
    : new Problem({
        what: `The tables of database ${database} cannot be read, so nobody knows whose cache and queue these are.`,
        saw: error,
        fix: "make the tables first, with OBCMS's `migrate`, and load a dataset: obcms-perf seed load",
        exit: "configuration",
      });

const unmarked: Rule = ({ database, marker }) =>
  marker !== null && parseDataset(marker) !== undefined
    ? undefined
    : new Problem({
        what: `Database ${database} does not say that it is a performance database; nothing was emptied.`,
        saw:
          marker === null ? "no row of obcms-perf among the kinds of engagement" : `its row says "${marker}"`,
        fix: "`obcms-perf seed load` writes that row with the dataset; never write it into a database with somebody's work",
        exit: "refused",
      });

/** Each process of OBCMS has its own, and manage.py would empty that of itself. */
const PRIVATE = /\.(LocMemCache|DummyCache)$/;

const privateCache: Rule = ({ cache }, wanted) =>
  wanted.includes("cache") && PRIVATE.test(cache.backend)
    ? new Problem({
        what: "The target's cache cannot be emptied from outside of its processes.",
        saw: `${cache.backend}: each process keeps its own`,
        fix: "restart OBCMS instead, or give it a cache in Redis (USE_REDIS_CACHE=True)",
        exit: "configuration",
      })
    : undefined;

const noBroker: Rule = ({ broker }, wanted) =>
  wanted.includes("queue") && broker.driver === null
    ? new Problem({
        what: "The target's queue cannot be emptied: its broker does not answer.",
        saw: "no connection with the broker of the Celery app that manage.py loads",
        fix: "start it, or correct CELERY_BROKER_URL where manage.py is run",
        exit: "configuration",
      })
    : undefined;

/** Emptying the cache is FLUSHDB: all of that Redis database goes, whatever prefix the cache has. */
const shared: Rule = ({ cache, broker }, wanted) => {
  if (!wanted.includes("cache") || wanted.includes("queue")) return undefined;
  const isShared = cache.place !== null && cache.place === broker.place;
  const mayBeRedis = /redis/i.test(cache.backend) && (broker.driver ?? "redis") === "redis";
  const isKnown = cache.place !== null && broker.place !== null;
  if (!isShared && (isKnown || !mayBeRedis)) return undefined;
  return new Problem({
    what: isShared
      ? "The cache and the Celery queue are in one Redis database: emptying the cache would drop the queued tasks, too."
      : "Whether the cache and the Celery queue are in one Redis database cannot be told, and emptying the cache might drop queued tasks.",
    saw: isShared
      ? `database ${cache.place?.split("/")[1]} of the same Redis server, which Django's cache empties as a whole (FLUSHDB)`
      : `which Redis: cache ${cache.place === null ? "does not tell" : "tells"}, broker ${broker.place === null ? "does not tell" : "tells"}`,
    fix: isShared
      ? "flush both (run: --flush-cache --flush-queue; or `obcms-perf flush cache queue`), or give OBCMS's REDIS_URL and CELERY_BROKER_URL two databases"
      : "start the one that does not tell, or correct its address where manage.py is run",
    exit: "refused",
  });
};

const rules: readonly Rule[] = [unreadable, unmarked, privateCache, noBroker, shared];
