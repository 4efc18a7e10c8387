// Liveness and readiness, for load balancers: readiness asks the database and the session store, and says 503 if one fails.

import { type Answer, neverCached, plainJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";

export function showHealth(): Answer {
  return neverCached(plainJson(200, { status: "healthy", service: "obcms", version: "1.0.0" }));
}

export function showReadiness(_: Call, { database, cache }: Services): Answer {
  const checks = {
    database: answers(() => database.row("SELECT id FROM user LIMIT 1") !== undefined),
    cache: answers(() => {
      cache.set("readiness", "ok", 10);
      return cache.get("readiness") === "ok";
    }),
  };
  const ready = checks.database && checks.cache;
  return neverCached(
    plainJson(ready ? 200 : 503, { status: ready ? "ready" : "not_ready", checks, service: "obcms" }),
  );
}

function answers(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
