// One endpoint's answers, added up by second. Durations are kept one by one, each once: percentiles are exact.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpointNames, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { quantile } from "./quantile.ts";
import type { EndpointResult, EndpointSecond, OutcomeCounts } from "./result.ts";
import { SplitTally } from "./server-split.ts";

/** Durations are of expected answers, milliseconds. */
export type Cell = { requests: number; failed: number; readonly durations: number[] };

export class EndpointTally {
  readonly card: string;
  readonly name: string;
  /** As the samples are tagged, because budgets select by that. */
  readonly access: string;
  readonly outcomes: OutcomeCounts = noOutcomes();
  readonly statuses: Record<string, number> = {};
  readonly seconds = new Map<number, Cell>();
  readonly split = new SplitTally();

  constructor(tags: Readonly<Record<string, string>>) {
    this.card = tags.card ?? "";
    this.name = tags.name ?? "";
    this.access = tags.access ?? "";
  }

  second(t: number): Cell {
    const known = this.seconds.get(t);
    if (known !== undefined) return known;
    const cell = { requests: 0, failed: 0, durations: [] };
    this.seconds.set(t, cell);
    return cell;
  }

  row(): EndpointResult {
    const known = endpointNames.find((endpoint) => endpoint === this.name);
    const row: CatalogueRow | undefined = known === undefined ? undefined : endpoints[known];
    const cells = [...this.seconds].sort(([a], [b]) => a - b);
    const durations = sortedDurations(cells.map(([, cell]) => cell));
    const split = this.split.row();
    return {
      name: this.name,
      card: this.card,
      method: row?.method ?? "?",
      path: row?.path ?? "?",
      access: row?.access ?? "read",
      persona: row?.as ?? "?",
      ...(row?.broken === undefined ? {} : { broken: row.broken }),
      ...(row?.residue === undefined ? {} : { residue: row.residue }),
      requests: Object.values(this.statuses).reduce((sum, count) => sum + count, 0),
      outcomes: this.outcomes,
      statuses: this.statuses,
      duration: { ...percentiles(durations), max: quantile(durations, 1) },
      series: cells.map(([t, cell]) => ({ t, ...secondRow([cell]) })),
      ...(split === undefined ? {} : { split }),
    };
  }
}

/** A row's reason for being broken on the target is optional in the catalogue. */
type CatalogueRow = Endpoint & { readonly broken?: string };

/** One second of the cells together: of one endpoint, or of all. */
export function secondRow(cells: readonly Cell[]): Omit<EndpointSecond, "t"> {
  const sum = (what: "requests" | "failed"): number => cells.reduce((total, cell) => total + cell[what], 0);
  return { requests: sum("requests"), failed: sum("failed"), ...percentiles(sortedDurations(cells)) };
}

export function sortedDurations(cells: readonly Cell[]): Float64Array {
  const all = new Float64Array(cells.reduce((sum, { durations }) => sum + durations.length, 0));
  let at = 0;
  for (const { durations } of cells) {
    all.set(durations, at);
    at += durations.length;
  }
  return all.sort();
}

function percentiles(values: Float64Array): Pick<EndpointSecond, "p50" | "p90" | "p95" | "p99"> {
  return {
    p50: quantile(values, 0.5),
    p90: quantile(values, 0.9),
    p95: quantile(values, 0.95),
    p99: quantile(values, 0.99),
  };
}

export function noOutcomes(): OutcomeCounts {
  return { expected: 0, wrong_body: 0, signed_out: 0, throttled: 0, no_answer: 0, unexpected: 0 };
}
