// The marker of a performance database, looked for in setup() where a target that is not this machine is to be written to.

import { lockedBecause, markerLock } from "../catalogue/marker-lock.ts";
import { performanceMarker } from "../catalogue/performance-marker.ts";
import { leasedPersonas, personas } from "../catalogue/personas.ts";
import { leasedUser, signIn } from "./auth.ts";
import { send } from "./client.ts";
import { environment } from "./environment.ts";
import { refusal, target } from "./target.ts";

/** Throws where the target is to have a marker and shows none; sends nothing where it is not. */
export function requireMarker(): void {
  const origin = target();
  const lock = markerLock(origin, environment);
  if (lock === "mistyped" || (lock === "needed" && !isMarked()))
    throw refusal(lockedBecause(lock, origin, environment));
}

/** Each persona may search engagement types. */
function isMarked(): boolean {
  const persona = leasedPersonas.find((name) => environment[personas[name].usernames].length > 0);
  if (persona === undefined) return false;
  const visitor = signIn(persona, leasedUser(persona));
  const { ok, json } = send(visitor, "api_engagement_types_search", {
    args: { search: performanceMarker.name },
  });
  const found = ok ? json("results.#.name") : undefined;
  return Array.isArray(found) && found.includes(performanceMarker.name);
}
