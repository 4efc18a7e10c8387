// The residue audit of one run: counts rows before the load and after it, and leaves both in the run folder.
// Called by run/prepare.ts. What goes wrong after the load is said in the record, never thrown: the result stays.

import { join } from "node:path";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { quote } from "../introspection/manage.ts";
import { messageOf, Problem } from "../problem.ts";
import type { AuditRecord, Counted } from "../result/audit.ts";
import { runFiles } from "../result/run-files.ts";
import { masked } from "../snapshot/step.ts";
import { type Count, type Counting, countingOf } from "./counting.ts";
import { fittingSnapshot } from "./fitting-snapshot.ts";

export type AuditRequest = {
  readonly values: SettingValues;
  readonly origin: string;
  readonly folder: string;
  /** Where snapshots are, one of which may be the state before the run; undefined where the database goes with the run. */
  readonly store: string | undefined;
  /** `--env` of the run, for the command that is proposed. */
  readonly env: string | undefined;
  readonly write: (path: string, record: AuditRecord) => Promise<void>;
};

export type Audit = {
  /** What was counted before the load; undefined where nobody could. */
  readonly saw: string | undefined;
  /** Counts again. Resolves with what was counted, undefined where nobody could. */
  end(): Promise<string | undefined>;
};

/** Throws a Problem where `databaseUrl` is set and its rows cannot be counted: nothing was sent to the target then. */
export async function beginAudit(request: AuditRequest): Promise<Audit> {
  const write = (record: AuditRecord): Promise<void> =>
    request.write(join(request.folder, runFiles.audit), record);
  const without = async (because: string): Promise<Audit> => {
    await write({ state: "not_compared", because });
    return { saw: undefined, end: async () => undefined };
  };
  const counting = countingOf(request.values, request.origin);
  if (typeof counting === "string") return without(counting);
  const before = await timed(counting).catch((cause: unknown) => {
    if (counting.source === "database") throw uncountable(cause);
    return `the lists of the REST API could not be counted before the load: ${messageOf(cause)}`;
  });
  if (typeof before === "string") return without(before);
  await write({
    state: "not_compared",
    because: "the tool ended before it could count again",
    before: before.counted,
  });
  return {
    saw: sentence(counting, before),
    end: async () => {
      try {
        const after = await timed(counting);
        await write(await compared(request, counting, before, after));
        return sentence(counting, after);
      } catch (error) {
        const because = `the rows could not be counted after the load: ${masked(messageOf(error))}`;
        // On a full disk the record of before stays, which says the same.
        await write({ state: "not_compared", because, before: before.counted }).catch(() => {});
        return undefined;
      }
    },
  };
}

type Timed = { readonly count: Count; readonly counted: Counted };

async function timed(counting: Counting): Promise<Timed> {
  const at = new Date().toISOString();
  const began = performance.now();
  const count = await counting.count();
  const seconds = Math.round(performance.now() - began) / 1000;
  return { count, counted: { at, seconds, rows: { ...count.rows } } };
}

async function compared(
  { store, env }: AuditRequest,
  { source, kind }: Counting,
  before: Timed,
  after: Timed,
): Promise<AuditRecord> {
  const uncounted = [
    ...new Map([...before.count.uncounted, ...after.count.uncounted].map((one) => [one.name, one])).values(),
  ];
  // What was counted once only is no difference.
  const both = (rows: Counted["rows"]): Counted["rows"] =>
    Object.fromEntries(
      Object.entries(rows).filter(([table]) => !uncounted.some(({ name }) => name === table)),
    );
  return {
    state: "compared",
    source,
    of: before.count.of,
    before: { ...before.counted, rows: both(before.counted.rows) },
    after: { ...after.counted, rows: both(after.counted.rows) },
    uncounted,
    restore:
      kind === undefined || store === undefined
        ? null
        : await restoreOf(store, env, { kind, ...before.count }),
  };
}

async function restoreOf(
  store: string,
  env: string | undefined,
  wanted: Parameters<typeof fittingSnapshot>[1],
): Promise<Extract<AuditRecord, { state: "compared" }>["restore"]> {
  const snapshot = await fittingSnapshot(store, wanted);
  const command = snapshot === null ? "snapshot NAME" : `restore ${snapshot.name}`;
  return { snapshot, command: `obcms-perf ${command}${env === undefined ? "" : ` --env ${quote(env)}`}` };
}

const units = { database: "tables", api: "lists" } as const satisfies Record<Counting["source"], string>;

function sentence({ source }: Counting, { count, counted }: Timed): string {
  const rows = Object.values(counted.rows);
  const total = rows.reduce((sum, n) => sum + n, 0);
  return `${total} rows in ${rows.length} ${units[source]} of ${count.of.replace(/^lists of /, "")}, ${counted.seconds.toFixed(2)} s`;
}

function uncountable(cause: unknown): Problem {
  return new Problem({
    what: "The database that databaseUrl names cannot be read, so nothing could be said of what the run leaves.",
    saw: masked(messageOf(cause)),
    fix: "correct OBCMS_DATABASE_URL (postgres://user:password@host:port/database; reading is enough), or leave it out",
    exit: "configuration",
    cause,
  });
}
