// Was it the generator that was measured? Asked of every run, however it ended.

import type { Result } from "../../result/result.ts";
import { gates, isLatency } from "../budget-rows.ts";
import { generatorLimits } from "../generator-limits.ts";
import { because } from "../reasons.ts";
import type { BudgetRow } from "../verdict.ts";
import type { Rule } from "./rule.ts";

export const generator: readonly Rule[] = [
  (result, budgets) => {
    const found = [late(result, budgets), busy(result)].filter((sentence) => sentence !== undefined);
    return found.length === 0 ? [] : [because("generator_overloaded", { result, budgets }, found.join("; "))];
  },
];

function late({ generator: { lag } }: Result, budgets: readonly BudgetRow[]): string | undefined {
  const limits = gates(budgets).filter(isLatency);
  if (lag.p95 === null || lag.samples < generatorLimits.minLagSamples || limits.length === 0)
    return undefined;
  const tightest = Math.min(...limits.map(({ limit }) => limit));
  if (lag.p95 <= generatorLimits.lagShare * tightest) return undefined;
  const allowed = `${percent(generatorLimits.lagShare)} of the tightest limit of ${tightest} ms`;
  return `5 % of ${lag.samples} pauses ended ${Math.round(lag.p95)} ms late or more (${allowed} allowed)`;
}

function busy({ generator: { cpuShare, cpus } }: Result): string | undefined {
  if (cpuShare === null || cpuShare <= generatorLimits.cpuShare) return undefined;
  return `k6 used ${percent(cpuShare)} of its ${cpus} CPUs (${percent(generatorLimits.cpuShare)} allowed)`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
