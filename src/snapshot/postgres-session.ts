// Short sessions with a PostgreSQL server, and what to do about the sessions of others.

import pg from "pg";
import { messageOf, Problem } from "../problem.ts";
import { masked, type Step } from "./step.ts";
import { nameOf, type PostgresTarget } from "./target.ts";

const CONNECT_MS = 5_000;
/** The server's own workers are none: it sends them away itself. */
const OTHERS = `FROM pg_stat_activity
  WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;
export const LOCK_MS = 30_000;
/** A web server connects again at once, so whoever needs a database for itself may need some attempts. */
const ATTEMPTS = 20;

/** One connection to `database` of the target's server, closed whatever happens. */
export async function withSession<T>(
  target: PostgresTarget,
  database: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: target.host.replace(/^\[(.*)\]$/, "$1"),
    port: target.port,
    user: target.user,
    password: target.password,
    database,
    application_name: "obcms-perf",
    connectionTimeoutMillis: CONNECT_MS,
    // Somebody's lock on a table must not hold us for ever: Ctrl-C ends us between two steps only.
    options: `-c lock_timeout=${LOCK_MS}`,
  });
  // A server that ends the session is told by the query, not by an event that nobody listens to.
  client.on("error", () => {});
  await client.connect().catch((cause: unknown) => {
    throw new Problem({
      what: `${nameOf({ ...target, database })} cannot be reached.`,
      saw: masked(messageOf(cause)),
      fix: "start the server, or correct OBCMS_DATABASE_URL",
      exit: "configuration",
      cause,
    });
  });
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A session that is not in the target's own database: that one is renamed, copied and dropped from here. */
export function withServer<T>(target: PostgresTarget, use: (client: pg.Client) => Promise<T>): Promise<T> {
  return withSession(target, target.database === "postgres" ? "template1" : "postgres", use);
}

export async function exists(client: pg.Client, database: string): Promise<boolean> {
  return (await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database])).rowCount === 1;
}

export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}

/** Throws a Problem while others are connected, unless they may be ended. */
export async function refuseSessions(
  client: pg.Client,
  database: string,
  endSessions: boolean,
): Promise<void> {
  if (endSessions) return;
  const others = await sessionsOf(client, database);
  if (others.length === 0) return;
  throw new Problem({
    what: `Others are connected to "${database}": ${others.length} ${others.length === 1 ? "session" : "sessions"}.`,
    saw: others.join(", "),
    fix: "stop OBCMS and its workers, or add --end-sessions: their requests then fail, and they connect again",
    exit: "refused",
  });
}

/** Does what needs a database that nobody is connected to, ending the sessions of others where that is allowed. */
export async function alone<T>(
  client: pg.Client,
  database: string,
  endSessions: boolean,
  step: Step,
  act: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await refuseSessions(client, database, endSessions);
    const others = await sessionsOf(client, database);
    if (others.length > 0) {
      step.say(`ending ${others.length} sessions of "${database}": ${others.join(", ")}`);
      await client.query(`SELECT pg_terminate_backend(pid) ${OTHERS}`, [database]);
    }
    try {
      return await act();
    } catch (error) {
      const inUse = (error as { code?: string }).code === "55006";
      if (!inUse || attempt === ATTEMPTS) throw error;
    }
  }
}

async function sessionsOf(client: pg.Client, database: string): Promise<string[]> {
  const sql = `SELECT coalesce(nullif(application_name, ''), 'no name') AS name ${OTHERS} ORDER BY 1`;
  return (await client.query<{ name: string }>(sql, [database])).rows.map(({ name }) => name);
}
