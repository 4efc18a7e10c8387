// Makes the result of a run out of the files in its folder. Missing and broken files are defects in it, not errors.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Budget, budgetKey, guardOf, isResidue } from "../../tests/performance/k6/catalogue/budgets.ts";
import { type Card, cardNames, cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { parseK6Log } from "./k6-log.ts";
import { type K6Summary, parseK6Summary } from "./k6-summary.ts";
import type { Plan } from "./plan.ts";
import {
  type BudgetResult,
  type EndpointResult,
  RESULT_SCHEMA,
  type Result,
  resultSchema,
} from "./result.ts";
import { runFiles } from "./run-files.ts";
import { readSamples } from "./sample-reader.ts";
import { Tally } from "./tally.ts";

/** How the k6 process ended, and when it ran. */
export type Ending = {
  readonly state: Result["run"]["state"];
  readonly k6ExitCode: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
};

/** Reads the folder's samples, summary and log; the result is valid by its schema or this throws (a bug of ours). */
export async function collectResult(folder: string, plan: Plan, ending: Ending): Promise<Result> {
  const defects: string[] = [];
  const note = (defect: string | undefined): void => {
    if (defect !== undefined) defects.push(defect);
  };
  const tally = new Tally(ending.startedAt.getTime());
  note(await readSamples(join(folder, runFiles.samples), (sample) => tally.add(sample)));
  const summary = await readSummary(folder, note);
  if (summary !== undefined) note(disagreement(tally, summary));
  const log = await readFile(join(folder, runFiles.log), "utf8").catch(() => "");
  const { startedAt, endedAt } = ending;
  const endpointRows = tally.endpoints();
  return resultSchema.parse({
    schema: RESULT_SCHEMA,
    run: {
      id: plan.id,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      durationSeconds: (endedAt.getTime() - startedAt.getTime()) / 1000,
      state: ending.state,
      k6ExitCode: ending.k6ExitCode,
      profile: plan.profile,
      environment: plan.environment,
      build: plan.build,
      command: plan.command,
    },
    target: plan.target,
    generator: plan.generator,
    totals: tally.totals,
    outcomes: tally.outcomes,
    budgets: plan.budgets.map((budget) => budgetResult(budget, summary)),
    thresholds: summary?.thresholds ?? [],
    scenarios: plan.scenarios.map((scenario) => {
      const counts = tally.scenario(scenario.name);
      return {
        ...scenario,
        ...counts,
        interrupted: Math.max(0, counts.started - counts.completed - counts.failed),
      };
    }),
    endpoints: endpointRows,
    checks: tally.checks(),
    series: tally.series(),
    notTested: notTested(plan, endpointRows),
    log: parseK6Log(log),
    defects,
  });
}

async function readSummary(folder: string, note: (defect: string) => void): Promise<K6Summary | undefined> {
  try {
    return parseK6Summary(await readFile(join(folder, runFiles.summary), "utf8"));
  } catch (error) {
    note(`the summary cannot be read: ${error instanceof Error ? error.message.split(",")[0] : error}`);
    return undefined;
  }
}

/** k6 writes samples and summary from the same stream, so any difference means that one of them is not whole. */
function disagreement({ totals }: Tally, summary: K6Summary): string | undefined {
  const pairs = [
    ["requests", totals.httpReqs, summary.samples("http_reqs") ?? 0],
    ["iterations", totals.iterations, summary.samples("iterations") ?? 0],
    ["checks", totals.checksPassed + totals.checksFailed, summary.samples("checks") ?? 0],
    ["dropped iterations", totals.droppedIterations, summary.samples("dropped_iterations") ?? 0],
  ] as const;
  const differing = pairs.filter(([, samples, total]) => samples !== total);
  if (differing.length === 0) return undefined;
  return `samples and summary disagree: ${differing.map(([what, samples, total]) => `${samples} ${what} in the samples, ${total} in the summary`).join("; ")}`;
}

function budgetResult(budget: Budget, summary: K6Summary | undefined): BudgetResult {
  const key = budgetKey(budget);
  const guard = guardOf(budget);
  const samples = summary?.samples(selectorKey(guard.metric, guard.where)) ?? 0;
  const { id, card, statistic, operator, limit, overrides, minSamples, severity, reason } = budget;
  return {
    id,
    card,
    key,
    statistic,
    operator,
    unit: budgetMetrics[budget.metric].unit,
    limit,
    ...(overrides === undefined ? {} : { overrides }),
    measured: samples === 0 ? null : (summary?.figure(key, statistic) ?? null),
    samples,
    minSamples,
    severity,
    reason,
  };
}

/** What a reader might think was tested and was not: scenarios without a journey, unasked ones, rows left out, never called. */
function notTested(plan: Plan, rows: readonly EndpointResult[]): Result["notTested"] {
  const chosen = new Set(plan.scenarios.map(({ card }) => card));
  const scenarios = cardNames
    .filter((name) => !chosen.has(name))
    .map((name) => ({
      what: `scenario ${cards[name].section}: ${cards[name].title}`,
      why: "requests" in cards[name] ? "not chosen for this run" : "the suite has no journey for it yet",
    }));
  const called = new Set(rows.map(({ name }) => name));
  const requested = cardNames
    .filter((name) => chosen.has(name))
    .flatMap((name) => Object.keys((cards[name] as Card).requests ?? {}));
  const silent = (Object.keys(endpoints) as (keyof typeof endpoints)[])
    .filter((name) => requested.includes(name) && !called.has(name))
    .map((name) => ({
      what: `endpoint ${name}`,
      why:
        isResidue(name) && !plan.allowResidue
          ? "it leaves rows that nothing can delete (--allow-residue)"
          : "no request reached it",
    }));
  return [...scenarios, ...silent];
}
