// How the target is configured, as it tells from inside, and what of it a run depends on. Called by checks.ts.

import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration, untold } from "../told.ts";

export async function isTold(subject: Subject): Promise<Finding> {
  const told = await subject.told();
  if (told.state === "failed") return failed(told.why, told.fix);
  if (told.state !== "told") return untold(told);
  const { settingsModule, revision, django, python, database, debug } = told.configuration;
  const found = [
    settingsModule ?? "settings of no name",
    `revision ${revision?.slice(0, 12) ?? "not told"}`,
    `Django ${django} on Python ${python}`,
    `${database.vendor} ${database.version ?? ""}`.trim(),
  ].join(", ");
  return debug
    ? warning(
        `${found}; DEBUG is on: Django keeps every query and is slower than in production`,
        "set DEBUG=False on the target, and restart it",
      )
    : ok(found);
}

type Kind = "shared" | "by_process" | "by_machine" | "none";

/** By a part of the backend's name. */
const kinds: readonly (readonly [string, Kind])[] = [
  ["redis", "shared"],
  ["memcached", "shared"],
  ["db.DatabaseCache", "shared"],
  ["filebased", "by_machine"],
  ["locmem", "by_process"],
  ["dummy", "none"],
];
const SHARE =
  "give the target a cache that its workers share, as production has: USE_REDIS_CACHE and REDIS_URL";
const APART =
  "each worker has its own: throttles let through as many times more as there are workers, feeds and fragments differ from worker to worker, and caches are warm in one and cold in the next";

/** By the target's word; without it, what its answers show may speak against it. */
export async function sharesCache(subject: Subject): Promise<Finding> {
  if ((await subject.told()).state === "not_set") return sharesFeed(subject);
  return byConfiguration(subject, ({ cache, sessionEngine }) => {
    const kind = kinds.find(([part]) => cache.backend.includes(part))?.[1];
    const name = cache.backend.split(".").at(-1) ?? cache.backend;
    if (kind === undefined) return skipped(`nobody here knows whether ${cache.backend} is shared`);
    if (kind === "shared")
      return ok(`${name} ${cache.location ?? ""}, shared by all workers`.replace(" ,", ","));
    if (kind === "by_machine") return ok(`${name}, shared by the workers of one machine`);
    // A cache behind a database only saves a query; one that holds the sessions alone loses them.
    if (sessionEngine.endsWith(".cache"))
      return failed(`${name} holds the sessions: who signs in with one worker is nobody to the next`, SHARE);
    return warning(
      kind === "none" ? `${name} keeps nothing: no throttle, no cached page` : `${name}: ${APART}`,
      SHARE,
    );
  });
}

/** As many as a browser opens to one host. */
const AT_ONCE = 6;

/**
 * OBCMS keeps this feed for 300 s, with the time when it was made in it. Another feed beside the kept one proves a second
 * cache; none proves nothing: on an OBCMS with a cache for each of three workers, one look in three showed another.
 */
async function sharesFeed(subject: Subject): Promise<Finding> {
  const notAsked = untold({ state: "not_set" });
  if (!subject.personas.includes("staff")) return notAsked;
  const madeAt = async (): Promise<string> => {
    const { status, text } = await subject.askAfresh("calendar_feed_json");
    if (status !== 200) throw new Error(`calendar_feed_json answers ${status}`);
    return (JSON.parse(text) as { generated_at: string }).generated_at;
  };
  const first = await madeAt();
  const later = await Promise.all(Array.from({ length: AT_ONCE }, madeAt));
  const same = later.filter((time) => time === first).length;
  if (same === AT_ONCE)
    return skipped(
      `${AT_ONCE} at once got one feed that was kept: by one cache, or by the one worker that answered; ${notAsked.saw}`,
      notAsked.fix,
    );
  if (same === 0) return skipped(`no feed was seen twice; ${notAsked.saw}`, notAsked.fix);
  return warning(
    `${new Set([first, ...later]).size} different feeds where one should have been kept: ${APART}`,
    SHARE,
  );
}
