// What others need to know to use the stand-in: its port, its demo users and their password.
// Read by the stand-in's own seed, and by whoever writes an environment for it.

import type { PersonaName } from "../tests/performance/k6/catalogue/personas.ts";

export const defaultPort = 8600;
export const defaultSeed = 1;
/** In the folder that it makes for itself. */
export const databaseFileName = "stand-in.sqlite3";
export const defaultScale = 1;
/** Where it tells of its queue and its worker: no path of OBCMS. */
export const probePath = "/__stand-in__/probe";

/** Of the shared calendar that is seeded. */
export const SHARE_TOKEN = "00000000-0000-4000-8000-00000000cafe";

/** Public on purpose: it opens invented data on loopback. The same as the demo users of a live OBCMS have. */
export const demoPassword = "Perf-Pass-123!";

/** As many as a run may have virtual users here (`caps.vus`): each needs a user of each persona for itself. */
export const usersPerPersona = 200;

/**
 * The first user number of each persona's users. perf_000 … perf_099 are the mixed users that a live OBCMS is seeded
 * with; those after them hold one persona each, so that no two virtual users need to share an identity.
 */
export const firstUserOf = {
  api_client: 100,
  staff: 300,
  executive: 500,
  central_admin: 700,
  provincial_coordinator: 900,
  throw_away: 1100,
} as const satisfies Record<PersonaName, number>;

export function usernameOf(userNumber: number): string {
  return `perf_${String(userNumber).padStart(3, "0")}`;
}

/** What an environment for the stand-in lists by default: all users of each persona. No name is in two lists. */
export const demoUsers: Readonly<Record<PersonaName, readonly string[]>> = {
  api_client: usernamesOf("api_client"),
  staff: usernamesOf("staff"),
  executive: usernamesOf("executive"),
  central_admin: usernamesOf("central_admin"),
  provincial_coordinator: usernamesOf("provincial_coordinator"),
  throw_away: usernamesOf("throw_away"),
};

function usernamesOf(persona: PersonaName): string[] {
  return Array.from({ length: usersPerPersona }, (_, index) => usernameOf(firstUserOf[persona] + index));
}
