// Seconds as the charts want them: one array for each measure, with gaps where nothing was recorded.

import type { EndpointSecond, Second } from "../result/result.ts";

export type Measure = Exclude<keyof Second, "t">;
export type Columns<Name extends string> = Readonly<Record<Name | "t", readonly (number | null)[]>>;

type Row<Name extends string> = { readonly t: number } & Readonly<Record<Name, number | null>>;

export const endpointMeasures = [
  "requests",
  "failed",
  "p50",
  "p90",
  "p95",
  "p99",
] as const satisfies readonly (keyof EndpointSecond)[];
export const runMeasures = [...endpointMeasures, "vus"] as const;

/** Seconds without a row become gaps, not lines drawn across. Five digits are more than a screen can show. */
export function columnsOf<Name extends string>(
  rows: readonly Row<Name>[],
  measures: readonly Name[],
): Columns<Name> {
  const t: number[] = [];
  const data = Object.fromEntries(measures.map((name): [Name, (number | null)[]] => [name, []])) as Record<
    Name,
    (number | null)[]
  >;
  const sorted = [...rows].sort((a, b) => a.t - b.t);
  let next = sorted[0]?.t ?? 0;
  for (const row of sorted) {
    if (row.t > next) {
      t.push(next);
      for (const name of measures) data[name].push(null);
    }
    t.push(row.t);
    for (const name of measures) data[name].push(short(row[name]));
    next = row.t + 1;
  }
  return { t, ...data } as Columns<Name>;
}

export function most<Name extends string>(rows: readonly Row<Name>[], measure: Name): number {
  return rows.reduce((highest, row) => Math.max(highest, row[measure] ?? 0), 0);
}

function short(value: number | null): number | null {
  return value === null || Number.isInteger(value) ? value : Number(value.toPrecision(5));
}
