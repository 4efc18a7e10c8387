// Makes the result of a run out of the files in its folder. Missing and broken files are defects in it, not errors.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AbsentTrigger, absentTriggers } from "../../tests/performance/k6/catalogue/absent-triggers.ts";
import { momentOf } from "../../tests/performance/k6/catalogue/arrivals.ts";
import { type Budget, budgetKey, guardOf } from "../../tests/performance/k6/catalogue/budgets.ts";
import type { Card } from "../../tests/performance/k6/catalogue/card.ts";
import { cardNames, cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { apartKey, rolesApart } from "../../tests/performance/k6/catalogue/thresholds.ts";
import { type AuditRecord, auditOf, readAudit } from "./audit.ts";
import { interval } from "./interval.ts";
import { faultsIn, notCheckedIn, parseK6Log, residueIn, warmUpIn } from "./k6-log.ts";
import { cpuShares, type ProcessRecord, processRecordSchema } from "./k6-process-record.ts";
import { type K6Summary, parseK6Summary } from "./k6-summary.ts";
import { outputErrorsIn } from "./output-errors.ts";
import { outputsOf, readOutputs } from "./outputs.ts";
import { readParity } from "./parity.ts";
import type { Plan, PlannedScenario } from "./plan.ts";
import { drainedAfter, readProbes } from "./probes.ts";
import { readReadiness } from "./readiness.ts";
import {
  type BudgetResult,
  type EndpointResult,
  RESULT_SCHEMA,
  type Result,
  resultSchema,
  type ScenarioResult,
} from "./result.ts";
import { RunClock } from "./run-clock.ts";
import { doctorRecord, runFiles } from "./run-files.ts";
import { readSamples, type Sample } from "./sample-reader.ts";
import { readSteering } from "./steering.ts";
import { readSteps } from "./steps.ts";
import { Tally } from "./tally.ts";
import { thresholdRoles } from "./threshold-role.ts";

/** How the k6 process ended, and when it ran. */
export type Ending = {
  readonly state: Result["run"]["state"];
  readonly k6ExitCode: number | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** What is known to have gone wrong around k6, in sentences. */
  readonly defects?: readonly string[];
};

/** Reads the folder's samples, summary and log; the result is valid by its schema or this throws (a bug of ours). */
export async function collectResult(folder: string, plan: Plan, ending: Ending): Promise<Result> {
  const defects: string[] = [...(ending.defects ?? [])];
  const note = (defect: string | undefined): void => {
    if (defect !== undefined) defects.push(defect);
  };
  const { startedAt, endedAt } = ending;
  const clock = new RunClock(startedAt.getTime(), endedAt.getTime() - startedAt.getTime());
  const tally = new Tally(clock);
  const steering = await readSteering(folder).catch(() => {
    note("the record of how the run was steered cannot be read");
    return undefined;
  });
  const parity = await readParity(folder).catch(() => {
    note("the record of how the target differs from production cannot be read");
    return undefined;
  });
  const probes = await readProbes(folder).catch(() => {
    note("the record of what probes saw of the target cannot be read");
    return undefined;
  });
  const outputs = await readOutputs(folder).catch(() => {
    note("the record of what the stores hold of this run cannot be read");
    return undefined;
  });
  // k6 counts the whole pool of a steered run as its virtual users, the parked ones too.
  const counts = steering === undefined ? () => true : ({ metric }: Sample) => metric !== "vus";
  note(
    await readSamples(join(folder, runFiles.samples), (sample) => {
      if (counts(sample)) tally.add(sample);
    }),
  );
  // Before the activity is added, which is read after the samples and begins before them.
  note(clock.defect());
  for (const { atMs, active } of steering?.activity ?? [])
    tally.add({ metric: "vus", timeMs: atMs, value: active, tags: {} });
  const summary = await readSummary(folder, note);
  if (summary !== undefined) note(disagreement(tally, summary));
  const log = await readFile(join(folder, runFiles.log), "utf8").catch(() => "");
  const audit = await readAudit(folder).catch(() => {
    note("the counts of rows before and after the run cannot be read");
    return undefined;
  });
  const record = await readProcessRecord(folder);
  const readiness = await readReadiness(folder).catch(() => {
    note(`${doctorRecord} cannot be read`);
    return [];
  });
  const roleOf = thresholdRoles(plan.budgets);
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
      plannedSeconds: plan.plannedSeconds,
      tags: plan.tags,
    },
    settings: plan.settings,
    target: plan.target,
    generator: {
      ...plan.generator,
      ...cpuShares(record, plan.generator.cpus, tally.load),
      maxRssBytes: record.maxRssBytes,
      lag: tally.lag(),
    },
    fingerprint: plan.fingerprint,
    readiness,
    totals: tally.totals,
    outcomes: tally.outcomes,
    ...(outputs === undefined ? {} : { outputs: outputsOf(outputs, tally.requests, outputErrorsIn(log)) }),
    ...(steering === undefined ? {} : { steering }),
    ...(parity === undefined ? {} : { parity }),
    ...(probes === undefined
      ? {}
      : { probes: drainedAfter(probes, ((tally.load?.toMs ?? 0) - startedAt.getTime()) / 1000) }),
    budgets: plan.budgets.map((budget) => ({
      ...budgetResult(budget, summary),
      interval: intervalOf(budget, plan, tally),
    })),
    thresholds: (summary?.thresholds ?? []).map((threshold) => ({
      ...threshold,
      role: roleOf(threshold.key, threshold.expression),
    })),
    scenarios: plan.scenarios.map((scenario) => {
      const counts = tally.scenario(scenario.name);
      return {
        ...scenario,
        ...counts,
        interrupted: Math.max(0, counts.started - counts.completed - counts.failed),
        ...(ending.state === "aborted" ? stoppedAt(scenario, counts.started + counts.dropped) : {}),
      };
    }),
    endpoints: endpointRows,
    checks: tally.checks(),
    series: tally.series(),
    notTested: [...notTested(plan, endpointRows), ...notChecked(log), ...notAudited(audit)],
    residue: residueIn(log),
    ...(audit?.state === "compared" ? { audit: auditOf(audit) } : {}),
    steps: await readSteps(folder, plan.steps, warmUpIn(log)),
    faults: faultsIn(log),
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

/** Where the rate of an open scenario was when `offered` iterations had been started or dropped. */
function stoppedAt({ rateStages }: PlannedScenario, offered: number): Pick<ScenarioResult, "stopped"> {
  if (rateStages.length === 0) return {};
  const peakRate = Math.max(...rateStages.flatMap(({ from, to }) => [from, to]));
  return { stopped: { rate: momentOf(rateStages, offered).rate, peakRate } };
}

/**
 * k6 writes samples and summary from the same stream, so any difference means that one of them is not whole. What steers
 * and what watches is in neither figure: the tally skips such samples by their tag, and from k6's total its own sub-metric
 * of that tag is taken away, which thresholds that always hold make it keep.
 */
function disagreement({ totals }: Tally, summary: K6Summary): string | undefined {
  const load = (metric: string): number =>
    rolesApart.reduce(
      (rest, role) => rest - (summary.samples(apartKey(metric, role)) ?? 0),
      summary.samples(metric) ?? 0,
    );
  const pairs = [
    ["requests", totals.httpReqs, load("http_reqs")],
    ["iterations", totals.iterations, load("iterations")],
    ["checks", totals.checksPassed + totals.checksFailed, summary.samples("checks") ?? 0],
    ["dropped iterations", totals.droppedIterations, summary.samples("dropped_iterations") ?? 0],
  ] as const;
  const differing = pairs.filter(([, samples, total]) => samples !== total);
  if (differing.length === 0) return undefined;
  return `samples and summary disagree: ${differing.map(([what, samples, total]) => `${samples} ${what} in the samples, ${total} in the summary`).join("; ")}`;
}

/** Not there in runs of before it was written, and empty where the system does not tell. */
async function readProcessRecord(folder: string): Promise<ProcessRecord> {
  try {
    return processRecordSchema.parse(JSON.parse(await readFile(join(folder, runFiles.process), "utf8")));
  } catch {
    return { startedAtMs: 0, samples: [], maxRssBytes: null };
  }
}

/**
 * Dropped iterations are shared out to a budget's requests in proportion: each of them would have sent the same. In a
 * closed model nobody waited for those that were never started, so they had no latency that could be missing.
 */
function intervalOf(budget: Budget, plan: Plan, tally: Tally): BudgetResult["interval"] {
  if (budget.metric !== "http_req_duration") return null;
  const workloads = plan.scenarios.filter(
    ({ card, isProbe, model }) => card === budget.card && !isProbe && model === "open",
  );
  const counts = workloads.map(({ name }) => tally.scenario(name));
  const dropped = counts.reduce((sum, count) => sum + count.dropped, 0);
  const started = counts.reduce((sum, count) => sum + count.started, 0);
  if (dropped === 0) return null;
  return interval(tally.durations(budget.where), P95, dropped / (dropped + started));
}

/** The only percentile that budgets use. */
const P95 = 0.95;

function budgetResult(budget: Budget, summary: K6Summary | undefined): Omit<BudgetResult, "interval"> {
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

/** What a reader might think was tested and was not: scenarios unasked or without a journey, what the target lacks, rows left out or never called. */
function notTested(plan: Plan, rows: readonly EndpointResult[]): Result["notTested"] {
  const chosen = new Set(plan.scenarios.map(({ card }) => card));
  const scenarios = cardNames
    .filter((name) => !chosen.has(name))
    .map((name) => ({
      kind: "scenario" as const,
      what: `scenario ${cards[name].section}: ${cards[name].title}`,
      why: "requests" in cards[name] ? "not chosen for this run" : "the suite has no journey for it yet",
    }));
  const absent = Object.values<AbsentTrigger>(absentTriggers)
    .filter(({ card }) => chosen.has(card))
    .map(({ wants, lacks, instead }) => {
      const driven = instead.length === 0 ? "" : `; driven instead: ${instead.join(", ")}`;
      return { kind: "absent" as const, what: `wanted by the plan: ${wants}`, why: lacks + driven };
    });
  const called = new Set(rows.map(({ name }) => name));
  const requested = cardNames
    .filter((name) => chosen.has(name))
    .flatMap((name) => Object.keys((cards[name] as Card).requests ?? {}));
  const silent = (Object.keys(endpoints) as (keyof typeof endpoints)[])
    .filter((name) => requested.includes(name) && !called.has(name))
    .map((name) => {
      const leftOut = plan.leftOut.find(({ endpoint }) => endpoint === name);
      const { kind, why } = leftOut ?? { kind: "silent" as const, why: "no request reached it" };
      return { kind, what: `endpoint ${name}`, why };
    });
  return [...scenarios, ...absent, ...silent];
}

function notChecked(log: string): Result["notTested"] {
  return notCheckedIn(log).map(({ card, kinds, why }) => ({
    kind: "integrity" as const,
    what: `integrity after ${card}: ${kinds}`,
    why,
  }));
}

function notAudited(audit: AuditRecord | undefined): Result["notTested"] {
  if (audit?.state !== "not_compared") return [];
  return [{ kind: "audit", what: "rows that the run left or took away", why: audit.because }];
}
