// PostgreSQL as it sees itself: statements and their time, connections, waits and locks. In the table of probes.ts.

import { keepReader } from "../database/kept-reader.ts";
import { fileOf } from "../database/sqlite.ts";
import { messageOf } from "../problem.ts";
import type { Consumer, ProbeReport } from "../result/probes.ts";
import { type Extension, findExtension } from "./postgres/extension.ts";
import { lookAt, type Moment, momentSql } from "./postgres/moment.ts";
import {
  type Counted,
  countedStatements,
  grownSince,
  namesOf,
  ownStatements,
  textsOf,
  withHiddenTogether,
} from "./postgres/statements.ts";
import { isHidden, Waits, waitOf } from "./postgres/waits.ts";
import type { Probe, Reading, Watch } from "./probe.ts";
import { shortened } from "./statement-text.ts";

/** Together below what a look may take. */
const PATIENCE = { connectMs: 1_500, statementMs: 1_500 };
const MOST_STATEMENTS = 20;

export const postgresProbe: Probe<"postgres"> = {
  name: "postgres",
  everyMs: 1_000,
  async open({ databaseUrl }) {
    if (databaseUrl === undefined)
      throw new Error("probes.postgres needs the address of the target's database: set databaseUrl");
    if (fileOf(databaseUrl) !== undefined)
      throw new Error(
        "databaseUrl names a SQLite file, which counts no statements: take probes.postgres out, or set a postgres:// address",
      );
    const session = keepReader(databaseUrl, PATIENCE);
    try {
      return await watchDatabase(session, await findExtension(session));
    } catch (error) {
      await session.close();
      throw new Error(`PostgreSQL was asked for its statistics: ${messageOf(error)}`, { cause: error });
    }
  },
};

type Session = ReturnType<typeof keepReader>;

async function watchDatabase(session: Session, extension: Extension): Promise<Watch<"postgres">> {
  const sql = momentSql(extension);
  // Each of the own statements has to be among the counted ones before their ids can be read.
  await lookAt(session, sql, []);
  await countedStatements(session, extension, []);
  const own = await ownStatements(session, extension);
  const before = await countedStatements(session, extension, own);
  const waits = new Waits();
  let longestBlockedMs: number | null = null;
  let last = { ...(await lookAt(session, sql, own)), at: performance.now() };
  return {
    async look() {
      const [old, now] = [last, { ...(await lookAt(session, sql, own)), at: performance.now() }];
      last = now;
      waits.add(now.sessions);
      if (now.blockedMs !== null) longestBlockedMs = Math.max(longestBlockedMs ?? 0, now.blockedMs);
      return [...ratesOf(old, now), ...countsOf(now)];
    },
    async report() {
      // Other probes' may have joined since.
      const now = await countedStatements(session, extension, await ownStatements(session, extension));
      const grown = withHiddenTogether(grownSince(before, now)).sort((a, b) => b.ms - a.ms);
      const whole = grown.filter(({ isNested }) => !isNested);
      const sum = (of: (one: Counted) => number): number => whole.reduce((total, one) => total + of(one), 0);
      return {
        calls: sum(({ calls }) => calls),
        ms: sum(({ ms }) => ms),
        rows: sum(({ rows }) => rows),
        statements: await consumersOf(session, extension, grown.slice(0, MOST_STATEMENTS)),
        waits: waits.shares(),
        longestBlockedMs,
      } satisfies ProbeReport<"postgres">;
    },
    close: () => session.close(),
  };
}

/** Nothing where what is counted began anew between the two. */
function ratesOf(old: Moment & { at: number }, now: Moment & { at: number }): Reading[] {
  const seconds = (now.at - old.at) / 1000;
  const [calls, ms] = [now.calls - old.calls, now.ms - old.ms];
  if (old.epoch !== now.epoch || calls < 0 || ms < 0) return [];
  return [
    { figure: "statements", value: calls / seconds },
    { figure: "database_ms", value: ms / seconds },
  ];
}

/** Without `waiting` where there are sessions of which this user may not know what they do. */
function countsOf({ sessions, blocked }: Moment): Reading[] {
  const count = (of: typeof sessions): number => of.reduce((sum, { n }) => sum + n, 0);
  const waiting = count(sessions.filter((one) => waitOf(one) !== undefined));
  return [
    { figure: "connections", value: count(sessions) },
    ...(sessions.some(isHidden) ? [] : [{ figure: "waiting", value: waiting } as const]),
    { figure: "blocked", value: blocked },
  ];
}

async function consumersOf(
  session: Session,
  extension: Extension,
  top: readonly Counted[],
): Promise<Consumer[]> {
  const textOf = await textsOf(session, extension, top);
  const nameOf = await namesOf(session, top);
  return top.map((one) => {
    const text = one.queryId === null ? undefined : (textOf(one) ?? "(its text is gone)");
    const told =
      text ??
      `<insufficient privilege>: statements of ${nameOf(one)}; GRANT pg_read_all_stats TO ${extension.user} shows them`;
    const { calls, ms, rows } = one;
    return { text: shortened(one.isNested ? `(within another) ${told}` : told), calls, ms, rows };
  });
}
