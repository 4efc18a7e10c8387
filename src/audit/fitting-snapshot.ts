// Which stored snapshot would bring a database back to the rows that it had. Snapshots do not name their database, so it
// is found by kind, dataset and rows.

import { whyItGrows } from "../../tests/performance/k6/catalogue/growing-tables.ts";
import { parseDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { listSnapshots } from "../snapshot/store.ts";

export type Fitting = { readonly name: string; readonly takenAt: string; readonly holdsBefore: boolean };

export type Wanted = {
  readonly kind: "postgres" | "sqlite";
  /** The description of the marker's row. */
  readonly mark?: string | undefined;
  readonly rows: Readonly<Record<string, number>>;
};

/** The newest with these rows, tables that only grow apart; else the newest of this dataset; else null. */
export async function fittingSnapshot(store: string, wanted: Wanted): Promise<Fitting | null> {
  const dataset = parseDataset(wanted.mark ?? "");
  if (dataset === undefined) return null;
  const fitting = (await listSnapshots(store)).flatMap(({ name, snapshot }) =>
    snapshot?.kind === wanted.kind && snapshot.contents.dataset?.fingerprint === dataset.fingerprint
      ? [{ name, takenAt: snapshot.takenAt, holdsBefore: sameRows(snapshot.contents.rows, wanted.rows) }]
      : [],
  );
  return fitting.find(({ holdsBefore }) => holdsBefore) ?? fitting[0] ?? null;
}

function sameRows(a: Wanted["rows"], b: Wanted["rows"]): boolean {
  const tables = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return tables.every((table) => a[table] === b[table] || whyItGrows(table) !== undefined);
}
