// Budgets as k6 thresholds, each guarded against having nothing to judge.

import { type Budget, budgetKey, guardOf } from "./budgets.ts";
import { controlTag } from "./control.ts";
import { PROBE_ROLE, selectorKey } from "./tags.ts";

/** As k6 takes it: an expression, or one that ends the run when it is crossed. */
export type Threshold =
  | string
  | { readonly threshold: string; readonly abortOnFail: true; readonly delayAbortEval: string };

/**
 * Each budget becomes its own threshold and, beside it, a minimum for the counter of its samples: an empty Trend or
 * Rate passes in k6, a counter at 0 does not. An `info` budget gets a threshold that always holds, for its figure.
 */
export function thresholdsOf(budgets: readonly Budget[]): Record<string, string[]> {
  const thresholds: Record<string, string[]> = {};
  const add = (key: string, expression: string): void => {
    const list = thresholds[key] ?? [];
    thresholds[key] = list.includes(expression) ? list : [...list, expression];
  };
  const minimums = new Map<string, number>();
  for (const budget of budgets) {
    const { metric, where } = guardOf(budget);
    const guard = selectorKey(metric, where);
    if (budget.severity === "info") {
      add(budgetKey(budget), `${budget.statistic}>=0`);
      add(guard, "count>=0");
      continue;
    }
    add(budgetKey(budget), expressionOf(budget));
    minimums.set(guard, Math.max(minimums.get(guard) ?? 0, budget.minSamples));
  }
  for (const [guard, minimum] of minimums) add(guard, `count>=${minimum}`);
  return thresholds;
}

/**
 * Budgets of a breakpoint run that end it: failures of the card, its latency as the plan limits it, and workers that no
 * longer keep up, because a request that only enqueues is as fast as ever then.
 */
export function endsARun({ metric, where, severity }: Budget): boolean {
  if (severity !== "gate") return false;
  if (metric === "http_req_failed" || metric === "obcms_task_started_ms") return true;
  return metric === "http_req_duration" && where.name === undefined;
}

/**
 * The thresholds of a run that some of its budgets end. k6 judges all samples since the start every 2 s, and begins
 * `delaySeconds` after the start: before, one failed request would be a large share of the few there are.
 */
export function aborting(
  thresholds: Readonly<Record<string, readonly Threshold[]>>,
  budgets: readonly Budget[],
  delaySeconds: number,
): Record<string, Threshold[]> {
  const ending = new Map(budgets.map((budget) => [budgetKey(budget), expressionOf(budget)]));
  const delayAbortEval = `${delaySeconds}s`;
  return Object.fromEntries(
    Object.entries(thresholds).map(([key, list]) => [
      key,
      list.map((threshold) =>
        threshold === ending.get(key) ? { threshold, abortOnFail: true, delayAbortEval } : threshold,
      ),
    ]),
  );
}

function expressionOf({ statistic, operator, limit }: Budget): string {
  return `${statistic}${operator}${limit}`;
}

/**
 * They always hold. They are there so that k6's summary counts what steering and watching cost, which no total of ours
 * contains. `role`: the tag on such samples.
 */
export function countedApart(role: string): Record<string, Threshold[]> {
  return Object.fromEntries(countersApart.map((metric) => [apartKey(metric, role), ["count>=0"]]));
}

/** Their requests and iterations are in no total of ours. */
export const rolesApart = [controlTag.role, PROBE_ROLE] as const;

const countersApart = ["http_reqs", "iterations"] as const;

/** The sub-metric of a k6 metric that holds what has that role only: `http_reqs{role:control}`. */
export function apartKey(metric: string, role: string): string {
  return `${metric}{role:${role}}`;
}
