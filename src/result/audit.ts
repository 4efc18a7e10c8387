// What a run changed in the number of rows: `audit.json` of the run folder has the counts before and after, the result
// their differences. Written by src/audit, read by collect.ts.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { whyItGrows } from "../../tests/performance/k6/catalogue/growing-tables.ts";
import { runFiles } from "./run-files.ts";

const whole = z.int().nonnegative();

/** `database`: every table that may be read. `api`: lists of the REST API, as one user sees them. */
const source = z.enum(["database", "api"]);

/** How the state before the run can be had again; null where no snapshot could: nobody may read the database. */
const restore = z
  .object({
    /** The newest that fits: of the same dataset, and if there is one, of the rows before the run. */
    snapshot: z.object({ name: z.string(), takenAt: z.iso.datetime(), holdsBefore: z.boolean() }).nullable(),
    /** To restore it, or to take one. */
    command: z.string(),
  })
  .nullable();

const countedSchema = z.object({
  at: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  /** By table or list. */
  rows: z.record(z.string(), whole),
});
export type Counted = z.infer<typeof countedSchema>;

export const auditRecordSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("compared"),
    source,
    /** What was counted, in words. */
    of: z.string(),
    before: countedSchema,
    after: countedSchema,
    /** Tables or lists that could not be counted. */
    uncounted: z.array(z.object({ name: z.string(), why: z.string() })),
    restore,
  }),
  z.object({ state: z.literal("not_compared"), because: z.string(), before: countedSchema.optional() }),
]);
/** Of the run folder's `audit.json`. */
export type AuditRecord = z.infer<typeof auditRecordSchema>;

const side = z.object({
  at: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  tables: whole,
  rows: whole,
});

export const auditSchema = z.object({
  source,
  of: z.string(),
  before: side,
  after: side,
  /** Tables with another number of rows, the greatest difference first. Null: there was no such table. */
  differences: z.array(
    z.object({
      table: z.string(),
      before: whole.nullable(),
      after: whole.nullable(),
      change: z.int(),
      /** Why this table grows with every run; null where rows were left, or taken away. */
      growsByDesign: z.string().nullable(),
    }),
  ),
  uncounted: z.array(z.object({ name: z.string(), why: z.string() })),
  restore,
});
export type Audit = z.infer<typeof auditSchema>;

/** Undefined where the run is of before there was an audit. Throws where the file is broken. */
export async function readAudit(folder: string): Promise<AuditRecord | undefined> {
  const text = await readFile(join(folder, runFiles.audit), "utf8").catch(() => undefined);
  return text === undefined ? undefined : auditRecordSchema.parse(JSON.parse(text));
}

export function auditOf(record: Extract<AuditRecord, { state: "compared" }>): Audit {
  const { source, of, before, after, uncounted, restore } = record;
  return {
    source,
    of,
    before: sideOf(before),
    after: sideOf(after),
    differences: differencesOf(before.rows, after.rows),
    uncounted,
    restore,
  };
}

/** Only growth is by design: a log that lost rows was emptied by somebody. */
function differencesOf(before: Counted["rows"], after: Counted["rows"]): Audit["differences"] {
  const tables = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return tables
    .map((table) => {
      const [was, is] = [before[table] ?? null, after[table] ?? null];
      const change = (is ?? 0) - (was ?? 0);
      return {
        table,
        before: was,
        after: is,
        change,
        growsByDesign: (change > 0 && whyItGrows(table)) || null,
      };
    })
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function sideOf({ at, seconds, rows }: Counted): Audit["before"] {
  const counts = Object.values(rows);
  return { at, seconds, tables: counts.length, rows: counts.reduce((sum, n) => sum + n, 0) };
}
