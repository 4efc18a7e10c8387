// Empties a target's cache or its Celery queue, through the target's own Django and Celery. Called by run/prepare.ts and
// by the command `flush`, both after the safety lock has judged the origin.

import { z } from "zod";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { askInside } from "../introspection/ask.ts";
import { manageOf } from "../introspection/configuration.ts";
import type { Manage } from "../introspection/manage.ts";
import { Problem } from "../problem.ts";
import { askFacts, CACHE_CLIENT, type Facts } from "./facts.ts";
import { type Flushable, flushables, refuseFlush } from "./guard.ts";

export type Flushed = {
  readonly what: Flushable;
  /** Messages that were in the queue, or keys that were in the cache's database; null where it does not tell. */
  readonly removed: number | null;
  /** Of the cache: sessions were in it, so that everybody is signed out. */
  readonly endedSessions: boolean;
};

export type Flush = {
  readonly wanted: readonly Flushable[];
  /** Throws a Problem; a cache or a queue is then as it was, or empty: nothing lies between. */
  empty(what: Flushable): Promise<Flushed>;
};

/** Asks the target, and throws a Problem where one of them may not be emptied. Changes nothing. */
export async function prepareFlush(values: SettingValues, wanted: readonly Flushable[]): Promise<Flush> {
  const manage = manageOf(values);
  if (manage === undefined)
    throw new Problem({
      what: `The ${wanted.join(" and the ")} can only be emptied by the target's own Django, and nothing says how that is run.`,
      saw: "no manage.command in the environment file, no OBCMS_MANAGE",
      fix: 'OBCMS_MANAGE="python manage.py" OBCMS_MANAGE_FOLDER=<its folder>; the embedded target has neither cache nor broker',
      exit: "configuration",
    });
  const facts = await askFacts(manage);
  refuseFlush(facts, wanted);
  return {
    wanted: flushables.filter((one) => wanted.includes(one)),
    empty: (what) => emptied(manage, facts, what),
  };
}

/** One line for a terminal and a report. */
export function flushedSentence({ what, removed, endedSessions }: Flushed): string {
  const sessions = endedSessions ? "; everybody is signed out" : "";
  return `${told[what](removed)}${sessions}`;
}

const told = {
  queue: (removed) => (removed === null ? "emptied" : `${removed} waiting tasks removed`),
  cache: (removed) => (removed === null ? "emptied" : `${removed} keys of its Redis database removed`),
} as const satisfies Record<Flushable, (removed: number | null) => string>;

const answerSchema = z.object({
  /** False: the marker was gone in the moment of the act, and nothing was done. */
  done: z.boolean(),
  removed: z.int().nonnegative().nullable(),
});

const acts = {
  queue: `
    from celery import current_app
    answer["removed"] = current_app.control.purge()`,
  cache: `
    try:
        answer["removed"] = cache_client().dbsize()
    except Exception:
        pass
    caches["default"].clear()`,
} as const satisfies Record<Flushable, string>;

/** Judged in the same process once more: the marker is what stands between a wrong address and somebody's sessions. */
function programFor(what: Flushable): string {
  return `
from django.apps import apps
from django.core.cache import caches
${CACHE_CLIENT}
types = apps.get_model("${performanceMarker.model}").objects
answer = {"done": types.filter(name="${performanceMarker.name}").first() is not None, "removed": None}
if answer["done"]:${acts[what]}
`;
}

async function emptied(manage: Manage, facts: Facts, what: Flushable): Promise<Flushed> {
  const { done, removed } = await askInside(
    manage,
    programFor(what),
    answerSchema,
    `that its ${what} is empty`,
  );
  if (done) return { what, removed, endedSessions: what === "cache" && facts.sessionsInCache };
  throw new Problem({
    what: `Database ${facts.database} has lost its performance marker meanwhile; the ${what} was not emptied.`,
    saw: "no row of obcms-perf among the kinds of engagement",
    fix: "look who works in that database",
    exit: "refused",
  });
}
