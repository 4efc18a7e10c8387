// The end of a plain `k6 run`: one line per budget with limit, figure and samples. The tool prints its own verdict.

import { type Budget, budgetKey, guardOf } from "../catalogue/budgets.ts";
import { selectorKey } from "../catalogue/tags.ts";

/** What of k6's summary data is used here. */
export type SummaryData = {
  readonly metrics: Readonly<
    Record<string, { readonly values: Readonly<Record<string, number>> } | undefined>
  >;
  readonly state: { readonly testRunDurationMs: number };
};

/** Text for the terminal, without colour. A budget without samples is never shown as met. */
export function summarise(data: SummaryData, budgets: readonly Budget[]): string {
  const rows = budgets.filter(({ severity }) => severity === "gate").map((budget) => row(data, budget));
  const requests = data.metrics.http_reqs?.values.count ?? 0;
  const seconds = (data.state.testRunDurationMs / 1000).toFixed(1);
  return [
    "",
    `${requests} requests in ${seconds} s. Budgets (limit, measured, samples):`,
    ...rows,
    "",
    "This is k6's own view. `obcms-perf run` says whether the run may be believed.",
    "",
  ].join("\n");
}

function row(data: SummaryData, budget: Budget): string {
  const { metric, where } = guardOf(budget);
  const samples = data.metrics[selectorKey(metric, where)]?.values.count ?? 0;
  const measured = data.metrics[budgetKey(budget)]?.values[budget.statistic];
  const enough = samples >= budget.minSamples;
  const holds = measured !== undefined && compare[budget.operator](measured, budget.limit);
  const mark = !enough ? "?" : holds ? "✓" : "✗";
  const figure =
    measured === undefined || samples === 0 ? "no data" : String(Math.round(measured * 10_000) / 10_000);
  return `  ${mark} ${budget.id.padEnd(36)} ${`${budget.operator}${budget.limit}`.padEnd(8)} ${figure.padEnd(12)} ${samples} of ≥${budget.minSamples}`;
}

const compare = {
  "<": (measured: number, limit: number) => measured < limit,
  ">": (measured: number, limit: number) => measured > limit,
  "==": (measured: number, limit: number) => measured === limit,
} as const;
