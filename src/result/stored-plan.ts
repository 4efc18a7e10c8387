// Reads plan.json, of this version or the one before it.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Budget } from "../../tests/performance/k6/catalogue/budgets.ts";
import { leftOutKinds } from "../../tests/performance/k6/catalogue/left-out.ts";
import { type BudgetMetric, budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { fingerprintSchema } from "./fingerprint.ts";
import { PLAN_SCHEMA, type Plan } from "./plan.ts";
import { resultSchema } from "./result.ts";
import { scenario } from "./result-rows.ts";
import { runFiles } from "./run-files.ts";
import { stepNames } from "./steps.ts";

const BEFORE = "obcms-perf/plan/1";

const plannedScenario = scenario.pick({
  name: true,
  card: true,
  isProbe: true,
  executor: true,
  model: true,
  maxVus: true,
  plannedSeconds: true,
});

const rateStages = z.array(z.object({ seconds: z.number(), from: z.number(), to: z.number() }));

const common = z.object({
  id: z.string(),
  profile: z.string(),
  environment: z.string(),
  build: z.string(),
  command: z.string(),
  target: resultSchema.shape.target,
  generator: resultSchema.shape.generator.pick({
    k6Version: true,
    nodeVersion: true,
    os: true,
    cpus: true,
    toolRevision: true,
  }),
  /** Written from the catalogue's own rows; a metric that it no longer has would be the first to differ. */
  budgets: z.array(
    z.looseObject({ metric: z.enum(Object.keys(budgetMetrics) as [BudgetMetric, ...BudgetMetric[]]) }),
  ),
  plannedSeconds: z.number(),
  /** Plans of before it was written have none. */
  fingerprint: fingerprintSchema.nullable().default(null),
  settings: resultSchema.shape.settings,
});

const storedPlan = z.discriminatedUnion("schema", [
  common.extend({
    schema: z.literal(PLAN_SCHEMA),
    tags: z.record(z.string(), z.string()),
    leftOut: z.array(z.object({ endpoint: z.string(), kind: z.enum(leftOutKinds), why: z.string() })),
    /** Not there in plans of before there were any. */
    steps: z.array(z.enum(stepNames)).default([]),
    scenarios: z.array(plannedScenario.extend({ planned: scenario.shape.planned, rateStages })),
  }),
  common.extend({
    schema: z.literal(BEFORE),
    scenarios: z.array(plannedScenario.extend({ plannedIterations: z.number().nullable() })),
  }),
]);

/** Rejects when the file is missing or no such plan. */
export async function readPlan(folder: string): Promise<Plan> {
  const stored = storedPlan.parse(JSON.parse(await readFile(join(folder, runFiles.plan), "utf8")));
  const budgets = stored.budgets as unknown as readonly Budget[];
  if (stored.schema === PLAN_SCHEMA) return { ...stored, budgets };
  const { id, environment, build } = stored;
  return {
    ...stored,
    schema: PLAN_SCHEMA,
    budgets,
    tags: { environment, build, testid: id },
    // Version 1 did not say which rows it left out; named a number of iterations only where the executor has one; and
    // kept no rate.
    leftOut: [],
    steps: [],
    scenarios: stored.scenarios.map(({ plannedIterations, ...rest }) => ({
      ...rest,
      planned: plannedIterations,
      rateStages: [],
    })),
  };
}
