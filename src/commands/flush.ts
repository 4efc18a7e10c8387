// `obcms-perf flush`: empties a target's cache or its Celery queue, by the same rules as a run that does it first.

import { flushedSentence, prepareFlush } from "../flush/flush.ts";
import { flushInOrder } from "../flush/flush-in-order.ts";
import { type Flushable, flushables } from "../flush/guard.ts";
import { Problem } from "../problem.ts";
import { aimOf, externalSettings } from "../run/environment.ts";
import { toJson } from "../run/run-folder.ts";
import { allowedOrigin } from "../run/target-origin.ts";
import { listenForInterrupt } from "./interrupt.ts";

export type FlushOptions = { readonly env?: string; readonly baseUrl?: string; readonly json?: boolean };

export const flushHelp = `
It goes through the target's own manage.py (settings manage.command and manage.folder), and only where the database carries
the row of a performance database. An empty cache has no sessions: everybody is signed out. Where cache and queue share one
Redis database, emptying the cache drops the queue, so both must be named.

Examples:
  $ export OBCMS_MANAGE="python manage.py" OBCMS_MANAGE_FOLDER=/srv/obcms/src
  $ obcms-perf flush queue --env staging
  $ obcms-perf flush cache queue --env staging`;

/** Text or JSON for stdout. */
export async function flush(names: readonly string[], { env, baseUrl, json }: FlushOptions): Promise<string> {
  const wanted = flushables.filter((one) => names.includes(one));
  const unknown = names.filter((name) => !flushables.includes(name as Flushable));
  if (unknown.length > 0)
    throw new Problem({
      what: `${unknown.map((name) => JSON.stringify(name)).join(", ")} cannot be emptied.`,
      saw: `there are ${flushables.join(" and ")}`,
      fix: "obcms-perf flush cache, queue, or both",
      exit: "usage",
    });
  const aim = aimOf(env, baseUrl, process.env);
  if (aim.kind === "stand-in")
    throw new Problem({
      what: "No target is named whose cache or queue is meant.",
      saw: "neither --env nor --base-url",
      fix: "obcms-perf flush cache --env staging",
      exit: "usage",
    });
  const flags = baseUrl === undefined ? {} : { baseUrl };
  const { values } = await externalSettings(aim.file, flags, process.env);
  allowedOrigin(values, { writes: true });
  const interrupt = listenForInterrupt("Stopping: what is under way is done as a whole, or not at all.");
  try {
    const prepared = await prepareFlush(values, wanted);
    const done = await flushInOrder(prepared, { say: () => {}, signal: interrupt.stop.gracefully });
    if (json) return toJson(done);
    return done.map((one) => `${one.what}: ${flushedSentence(one)}\n`).join("");
  } finally {
    interrupt.forget();
  }
}
