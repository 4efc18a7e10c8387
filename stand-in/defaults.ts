// What others need to know to use the stand-in: its port, its demo users and their password.
// Read by the stand-in's own seed, and by whoever writes an environment for it.

import { usernamesOf } from "../src/seed/users.ts";
import type { PersonaName } from "../tests/performance/k6/catalogue/personas.ts";

export const defaultPort = 8600;
export const defaultSeed = 1;
/** In the folder that it makes for itself. */
export const databaseFileName = "stand-in.sqlite3";
export const defaultScale = 1;
/** Where it tells of its queue and its worker: no path of OBCMS. */
export const probePath = "/__stand-in__/probe";

/** Of the shared calendar that is seeded. */
export { shareToken } from "../src/seed/share-link.ts";

/** Public on purpose: it opens invented data on loopback. */
export const demoPassword = "Perf-Pass-123!";

/** As many as a run may have virtual users here (`caps.vus`): each needs a user of each persona for itself. */
export const usersPerPersona = 200;

/** What an environment for the stand-in lists by default: all users of each persona. No name is in two lists. */
export const demoUsers: Readonly<Record<PersonaName, readonly string[]>> = {
  api_client: usernamesOf("api_client", usersPerPersona),
  staff: usernamesOf("staff", usersPerPersona),
  executive: usernamesOf("executive", usersPerPersona),
  central_admin: usernamesOf("central_admin", usersPerPersona),
  provincial_coordinator: usernamesOf("provincial_coordinator", usersPerPersona),
  throw_away: usernamesOf("throw_away", usersPerPersona),
};
