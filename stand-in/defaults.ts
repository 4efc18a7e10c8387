// What others need to know to use the stand-in: its port, its demo users and their password.
// Read by the stand-in's own seed, and by whoever writes an environment for it.

import type { PersonaName } from "../tests/performance/k6/catalogue/personas.ts";

export const defaultPort = 8600;
export const defaultSeed = 1;
export const defaultScale = 1;
/** Where it tells of its queue and its worker: no path of OBCMS. */
export const probePath = "/__stand-in__/probe";

/** Public on purpose: it opens invented data on loopback. The same as the demo users of a live OBCMS have. */
export const demoPassword = "Perf-Pass-123!";

/**
 * The first user number of each persona's hundred. perf_000 … perf_099 are the mixed users that a live OBCMS is seeded
 * with; the hundreds after them hold one persona each, so that no two virtual users need to share an identity.
 */
export const firstUserOf = {
  api_client: 100,
  staff: 200,
  executive: 300,
  central_admin: 400,
  provincial_coordinator: 500,
} as const satisfies Record<PersonaName, number>;
export const usersPerPersona = 100;

export function usernameOf(userNumber: number): string {
  return `perf_${String(userNumber).padStart(3, "0")}`;
}

/** Up to `usersPerPersona` names; lists of two personas have no name in common. */
export function usernamesOf(persona: PersonaName, count: number): string[] {
  return Array.from({ length: Math.min(count, usersPerPersona) }, (_, index) =>
    usernameOf(firstUserOf[persona] + index),
  );
}

/** What an environment for the stand-in lists by default: twenty users of each persona. */
export const demoUsers: Readonly<Record<PersonaName, readonly string[]>> = {
  api_client: usernamesOf("api_client", 20),
  staff: usernamesOf("staff", 20),
  executive: usernamesOf("executive", 20),
  central_admin: usernamesOf("central_admin", 20),
  provincial_coordinator: usernamesOf("provincial_coordinator", 20),
};
