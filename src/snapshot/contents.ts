// What a database holds, in short: by this a restored one is compared with the one that was taken.
//
// It tells of rows that are missing or too many in any table, and in the tables of `keyed` also of rows with other keys.
// It cannot tell of a changed value in a row: for the way from dump to database that is left to the dump's sha256 and to
// pg_restore, which ends at the first error.

import { createHash } from "node:crypto";
import { z } from "zod";
import { parseDataset, performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { Problem } from "../problem.ts";

export const contentsSchema = z.object({
  /** What the marker says of the dataset; null when its description is somebody else's. */
  dataset: z
    .object({ fingerprint: z.string(), seed: z.number(), scale: z.number(), today: z.string() })
    .nullable(),
  /** Over all that follows. */
  fingerprint: z.string(),
  rows: z.record(z.string(), z.number()),
  /** One hash per table, the same in whatever order the keys come. */
  keys: z.record(z.string(), z.string()),
});
export type Contents = z.infer<typeof contentsSchema>;

/** Work items, users, monitoring entries and recommendations. */
export const keyed = {
  postgres: [
    "common_work_item",
    "auth_user",
    "monitoring_monitoringentry",
    "policy_tracking_policyrecommendation",
  ],
  sqlite: ["work_item", "user", "monitoring_entry", "recommendation"],
} as const;

/** Where the marker's row is. */
export const markerTable = { postgres: performanceMarker.table, sqlite: "engagement_type" } as const;

export type Read = {
  /** The description of the marker's row. */
  readonly mark: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly keys: Readonly<Record<string, readonly string[]>>;
};

export function contentsOf({ mark, rows, keys }: Read): Contents {
  const dataset = parseDataset(mark) ?? null;
  const sorted = Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
  const hashes = Object.fromEntries(
    Object.entries(keys)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([table, ids]) => [table, hash([...ids].sort().join("\n"))]),
  );
  return {
    dataset,
    fingerprint: hash(JSON.stringify([mark, sorted, hashes])),
    rows: sorted,
    keys: hashes,
  };
}

/** One line for each difference; empty when both hold the same. */
export function differences(taken: Contents, restored: Contents): string[] {
  const tables = [...new Set([...Object.keys(taken.rows), ...Object.keys(restored.rows)])].sort();
  const found = tables
    .filter((table) => taken.rows[table] !== restored.rows[table])
    .map(
      (table) =>
        `${table}: ${taken.rows[table] ?? "no table"} taken, ${restored.rows[table] ?? "no table"} restored`,
    );
  for (const table of new Set([...Object.keys(taken.keys), ...Object.keys(restored.keys)]))
    if (taken.keys[table] !== restored.keys[table]) found.push(`${table}: other keys`);
  if (found.length === 0 && taken.fingerprint !== restored.fingerprint)
    found.push(`fingerprint ${taken.fingerprint} taken, ${restored.fingerprint} restored`);
  return found;
}

export function different(snapshot: string, target: string, found: readonly string[]): Problem {
  return new Problem({
    what: `What was restored from "${snapshot}" is not what was taken; ${target} is as it was.`,
    saw: found.slice(0, 10).join("\n"),
    fix: `\`obcms-perf snapshot remove ${snapshot}\`, and take it again from a whole database`,
    exit: "configuration",
  });
}

export function rowTotal({ rows }: Contents): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
