// One run from settings to a stored result: plan → k6 → result. Ctrl-C shortens it, never breaks it.

import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { availableParallelism, release, type } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writes } from "../../tests/performance/k6/catalogue/marker-lock.ts";
import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { Load } from "../../tests/performance/k6/scenarios.ts";
import { type Control, openControl } from "../control/open.ts";
import { type Integrity, openIntegrity } from "../integrity/open.ts";
import { type Configuration, comparableConfiguration } from "../introspection/configuration.ts";
import { type Outputs, openOutputs } from "../outputs/open.ts";
import { recordOutputs, recordUnasked } from "../outputs/record.ts";
import { recordParity } from "../parity/against.ts";
import { openProbes, type Probing } from "../probes/open.ts";
import { collectResult } from "../result/collect.ts";
import type { Plan } from "../result/plan.ts";
import type { Readiness } from "../result/readiness.ts";
import type { Result } from "../result/result.ts";
import { doctorRecord, probesRecord, runFiles } from "../result/run-files.ts";
import { parseDuration } from "./duration.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { environmentFile, k6Environment, secretVariables, typedVariables } from "./k6-environment.ts";
import { inspectSuite, type K6Exit, type Progress, runK6, type StopSignals } from "./k6-process.ts";
import { loadOf, makePlan } from "./make-plan.ts";
import { prepareRun } from "./prepare.ts";
import { createRunFolder, newRunId, toJson, writeWhole } from "./run-folder.ts";
import { projectFolder, suiteMain } from "./suite.ts";
import { allowedOrigin } from "./target-origin.ts";

export type RunRequest = {
  readonly settings: Resolved;
  readonly target: {
    readonly kind: Result["target"]["kind"];
    readonly faults: readonly string[];
    /** A sentence when the target itself has ended, where that can be known. */
    readonly lost?: () => string | undefined;
    /** The processes that it consists of, by name, where they are ours. */
    readonly pids?: Readonly<Record<string, number>>;
  };
  /** What the doctor found; undefined where it did not look. */
  readonly readiness: Readiness | undefined;
  /** The fingerprint of the target's dataset, where the doctor saw its marker. */
  readonly dataset: string | undefined;
  /** How the target is configured, where somebody has asked already. */
  readonly configuration: Configuration | undefined;
  readonly k6: { readonly path: string; readonly version: string };
  readonly runsFolder: string;
  /** The command line, as it will stand in the report. */
  readonly command: string;
  /** `--env` as it was given, for commands that a report proposes. */
  readonly env: string | undefined;
  readonly stop: StopSignals;
  /** One line on what is done before the load. */
  readonly say: (line: string) => void;
  readonly onProgress: (progress: Progress, plannedSeconds: number) => void;
};

/**
 * Resolves with the run folder, which then holds the result. Throws a Problem, and leaves no folder behind, when the
 * target is refused or the plan cannot be made: nothing was sent then.
 */
export async function executeRun(request: RunRequest): Promise<string> {
  const outputs = openOutputs(request.settings.values);
  const probing = await openProbes(request.settings.values);
  const values = { ...request.settings.values, ...probing.told };
  const settings = { ...request.settings, values };
  try {
    return await execute({ ...request, settings }, probing, outputs);
  } finally {
    // Does nothing where the run came to its end.
    await probing.end();
  }
}

async function execute(request: RunRequest, probing: Probing, outputs: Outputs): Promise<string> {
  const { values } = request.settings;
  const origin = allowedOrigin(values, { writes: writes(values) }).text;
  const load = loadOf(request.settings);
  const id = newRunId(new Date(), values.profile, values.environment);
  const folder = await createRunFolder(request.runsFolder, id);
  const removeFolder = async (error: unknown): Promise<never> => {
    await rm(folder, { recursive: true });
    throw error;
  };
  const environmentPath = join(folder, runFiles.environment);
  const written = toJson(environmentFile({ ...values, baseUrl: origin, runId: id }));
  await writeWhole(environmentPath, written).catch(removeFolder);
  const secrets = secretVariables(values);
  const env = {
    ...k6Environment(process.env, values.proxy),
    ...secrets,
    ...typedVariables(values),
    OBCMS_ENV_FILE: environmentPath,
  };
  const inspection = await inspectSuite(request.k6.path, suiteMain, env).catch(removeFolder);
  const told = await identify(origin, values);
  const plan = makePlan(
    {
      id,
      command: request.command,
      target: {
        kind: request.target.kind,
        baseUrl: origin,
        faults: [...request.target.faults],
        ...told,
      },
      fingerprint: fingerprintOf(request.k6.version, values, load, {
        ...told,
        dataset: request.dataset,
        revision: request.configuration?.revision,
        configuration: request.configuration && comparableConfiguration(request.configuration),
      }),
      generator: await generatorFacts(request.k6.version),
      plannedSeconds: parseDuration(inspection.totalDuration) ?? 0,
    },
    request.settings,
    load,
  );
  await writeWhole(join(folder, runFiles.plan), toJson(plan)).catch(removeFolder);
  const { readiness } = request;
  if (readiness !== undefined)
    await writeWhole(join(folder, doctorRecord), toJson(readiness)).catch(removeFolder);
  await recordParity(
    folder,
    { ...values, baseUrl: origin, configuration: request.configuration },
    writeWhole,
  ).catch(removeFolder);

  const prepared = await prepareRun({ ...request, values, origin, folder }).catch(removeFolder);
  const [scenario] = plan.scenarios;
  const control = await openControl({
    folder,
    run: id,
    profile: plan.profile,
    pool: plan.profile === "controlled" ? scenario?.maxVus : undefined,
    capVus: values["caps.vus"],
    plannedSeconds: Math.max(...plan.scenarios.map(({ plannedSeconds }) => plannedSeconds)),
    gracefulStopSeconds: values.gracefulStopSeconds,
    write: writeWhole,
  }).catch(removeFolder);
  const integrity = await openIntegrityOf(request, load)
    .catch((error: unknown) => control.close().then(() => Promise.reject(error)))
    .catch(removeFolder);
  const writeRecord: Parameters<typeof recordUnasked>[2] = (path, record) => writeWhole(path, toJson(record));
  await recordUnasked(folder, outputs, writeRecord);
  let k6Pid: number | undefined;
  await probing.begin({ k6Pid: () => k6Pid, targetPids: request.target.pids ?? {} }, request.say);
  const startedAt = new Date();
  const began = performance.now();
  const { record, ...exit } = await runK6({
    k6: request.k6.path,
    script: suiteMain,
    env: { ...env, ...control.variables, ...integrity.variables, ...outputs.variables },
    outs: outputs.outs,
    samplesFile: join(folder, runFiles.samples),
    summaryFile: join(folder, runFiles.summary),
    logFile: join(folder, runFiles.log),
    plannedSeconds: plan.plannedSeconds,
    secrets: [
      ...[secrets, control.variables, integrity.variables].flatMap((each) => Object.values(each)),
      ...outputs.secrets,
    ],
    stop: { ...request.stop, gracefully: AbortSignal.any([request.stop.gracefully, control.stopped]) },
    onStart: (pid) => {
      k6Pid = pid;
    },
    onProgress: (progress) => request.onProgress(control.note(progress), plan.plannedSeconds),
  }).finally(() => Promise.all([control.close(), integrity.close()]));
  const endedAt = new Date(startedAt.getTime() + performance.now() - began);
  const lost = request.target.lost?.();
  // Before the stores are waited for: what the target does then belongs to no load.
  const probes = await probing.end();
  if (probes !== undefined) await writeWhole(join(folder, probesRecord), toJson(probes));
  await recordOutputs(folder, outputs, { testid: id, startedAt, signal: request.stop.now }, writeRecord);
  await prepared.end();
  await writeWhole(join(folder, runFiles.process), toJson(record));
  const state = stateOf(exit, request.stop, plan.profile === "controlled" ? control : undefined);
  const result = await collectResult(folder, plan, {
    state,
    k6ExitCode: exit.code,
    startedAt,
    endedAt,
    defects: [...exit.defects, ...(lost === undefined ? [] : [lost])],
  });
  await writeWhole(join(folder, runFiles.result), toJson(result));
  return folder;
}

/** Only a run that writes what can break asks the database. */
function openIntegrityOf({ settings }: RunRequest, { budgets }: Load): Promise<Integrity> {
  const asks = budgets.some(({ metric }) => metric === "obcms_integrity_faults");
  return openIntegrity(asks ? settings.values.databaseUrl : undefined);
}

/** k6's 99 says that thresholds were crossed, which the verdict judges itself; the run as such went to its end. */
const COMPLETED: ReadonlySet<number | null> = new Set([0, 99]);

/** A controlled run has no planned end but the wish of its operator: who stops it by command has completed it. */
function stateOf(
  exit: Pick<K6Exit, "code" | "timedOut" | "aborted">,
  stop: StopSignals,
  steered: Pick<Control, "stopped"> | undefined,
): Result["run"]["state"] {
  if (stop.gracefully.aborted) return "interrupted";
  if (exit.code === 105) return steered?.stopped.aborted ? "completed" : "interrupted";
  if (exit.aborted) return "aborted";
  return COMPLETED.has(exit.code) && !exit.timedOut ? "completed" : "failed";
}

/** What the target says of itself; nulls when it does not, which the suite's setup() will find out properly. */
async function identify(
  origin: string,
  { "bypass.header": header, "bypass.value": value }: Resolved["values"],
): Promise<{ service: string | null; version: string | null }> {
  try {
    const answer = await fetch(`${origin}/health/`, {
      redirect: "manual",
      headers: header === undefined || value === undefined ? {} : { [header]: value },
      signal: AbortSignal.timeout(5_000),
    });
    const { service, version } = (await answer.json()) as { service?: unknown; version?: unknown };
    return {
      service: typeof service === "string" ? service : null,
      version: typeof version === "string" ? version : null,
    };
  } catch {
    return { service: null, version: null };
  }
}

async function generatorFacts(k6Version: string): Promise<Plan["generator"]> {
  const revision = await promisify(execFile)("git", [
    "-C",
    projectFolder,
    "describe",
    "--always",
    "--dirty",
  ]).catch(() => undefined);
  return {
    k6Version,
    nodeVersion: process.version,
    os: `${type()} ${release()}`,
    cpus: availableParallelism(),
    toolRevision: revision?.stdout.trim() || null,
  };
}
