// `obcms-perf gate`: reads what the jobs said, the runs and the risk acceptances, and decides whether a merge may go on.
// Every output is written before anything is complained about: a gate that fails must still say why in each place.

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { styleText } from "node:util";
import { z } from "zod";
import { exitCodes } from "../exit-codes.ts";
import { renderAnnotations } from "../gate/annotations.ts";
import { decide } from "../gate/decide.ts";
import type { Decision, GivenRun } from "../gate/decision.ts";
import { renderJunit } from "../gate/junit.ts";
import { renderComment, renderSummary } from "../gate/markdown.ts";
import { renderGateText } from "../gate/text.ts";
import { messageOf, Problem } from "../problem.ts";
import type { Tone } from "../report/verdict-view.ts";
import { GATE_SCHEMA, type GateRecord } from "../result/gate.ts";
import { gateRecord, runFiles } from "../result/run-files.ts";
import { readStoredResult } from "../result/stored-result.ts";
import { readAcceptances } from "../risk/read-folder.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { judge } from "../verdict/judge.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { acceptancesFolder } from "./risk.ts";
import { folderOfRun } from "./stored-run.ts";
import { terminalWidth, wantsColor } from "./terminal.ts";

export type GateOptions = {
  readonly changes?: string;
  readonly critical?: string;
  readonly load?: string;
  readonly expectBuild?: string;
  readonly expectProfile?: string;
  readonly expectEnvironment?: string;
  readonly expectRuns?: string;
  readonly acceptances?: string;
  readonly summary?: string;
  readonly annotations?: boolean;
  readonly junit?: string;
  readonly comment?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly color: boolean;
};

/** Resolves with the exit code. `env`: that of the process; GitHub Actions is known by it. */
export async function gate(
  names: readonly string[],
  options: GateOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const jobs = jobsOf(options);
  const expectedRuns = runsExpected(options.expectRuns);
  if (jobs === undefined && names.length === 0) throw nothingNamed();
  const acceptances = await readAcceptances(options.acceptances ?? acceptancesFolder);
  const runs = await Promise.all(names.map((name) => readRun(name, options.out)));
  const decision = decide({
    jobs,
    runs,
    acceptances,
    expected: {
      build: options.expectBuild,
      profile: options.expectProfile,
      environment: options.expectEnvironment,
      runs: expectedRuns,
    },
    now: new Date(),
  });
  print(decision, options, env);
  await writeAll(decision, runs, options, env);
  return exitCodes[decision.exit].code;
}

/** All three or none: one alone would let the others be forgotten. */
function jobsOf({ changes, critical, load }: GateOptions): Parameters<typeof decide>[0]["jobs"] {
  const missing = Object.entries({ changes, critical, load }).filter(([, said]) => said === undefined);
  if (missing.length === 3) return undefined;
  if (changes !== undefined && critical !== undefined && load !== undefined)
    return { changes, critical, load };
  throw new Problem({
    what: "The jobs of the workflow are named in part.",
    saw: `${missing.map(([name]) => `--${name}`).join(", ")} is missing`,
    fix: "give --changes, --critical and --load, each with what the job said, or none of them",
    exit: "usage",
  });
}

function runsExpected(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text);
  throw new Problem({
    what: `--expect-runs ${text} is not a number of runs.`,
    saw: "a whole number from 1 is expected",
    fix: "obcms-perf gate --expect-runs 2 RUN RUN",
    exit: "usage",
  });
}

function nothingNamed(): Problem {
  return new Problem({
    what: "There is nothing to decide on.",
    saw: "no run is named, and no job's answer",
    fix: "obcms-perf gate latest, or with what the jobs said: --changes success --critical false --load skipped",
    exit: "usage",
  });
}

const storedVerdict = z.looseObject({
  runId: z.string(),
  state: z.string(),
  budgets: z.array(z.looseObject({ id: z.string(), state: z.string() })),
});

/** Never throws for a run: what cannot be read is a finding, so that the outputs say so. */
async function readRun(name: string, out: string | undefined): Promise<GivenRun> {
  let folder = resolve(name);
  try {
    folder = folderOfRun(name, out);
    const stored = await readStoredResult(folder);
    if (stored.state === "unusable")
      return { state: "unreadable", folder, because: stored.because.join("; ") };
    const { result } = stored;
    const verdict = judge(result);
    const because = await contradiction(folder, verdict);
    if (because !== undefined) return { state: "unreadable", folder, because };
    return { state: "judged", folder, run: result.run, verdict };
  } catch (cause) {
    const because = cause instanceof Problem ? `${cause.what} ${cause.saw}` : messageOf(cause);
    return { state: "unreadable", folder, because };
  }
}

/** The stored verdict has to be the one that its result gives: else somebody changed one of them, or another tool judged. */
async function contradiction(folder: string, judged: Verdict): Promise<string | undefined> {
  const path = join(folder, runFiles.verdict);
  if (!existsSync(path)) return `${runFiles.verdict} is missing: the run was never judged`;
  const stored = storedVerdict.safeParse(parsed(await readFile(path, "utf8")));
  if (!stored.success) return `${runFiles.verdict} is no verdict`;
  const { runId, state, budgets } = stored.data;
  const statesOf = (rows: readonly { id: string; state: string }[]): string =>
    rows
      .map((row) => `${row.id} ${row.state}`)
      .sort()
      .join("\n");
  if (runId === judged.runId && state === judged.state && statesOf(budgets) === statesOf(judged.budgets))
    return undefined;
  return `${runFiles.verdict} says ${state} of ${runId}, ${runFiles.result} gives ${judged.state} of ${judged.runId}, or other budgets`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const colors = { good: "green", bad: "red", void: "magenta", unsure: "yellow" } as const satisfies Record<
  Tone,
  string
>;

/**
 * Text between the two commands is never read as one, whatever a run put into it. With JSON on stdout the annotations go
 * to stderr, where a runner reads them as well.
 */
function print(decision: Decision, { json, annotations, color }: GateOptions, env: NodeJS.ProcessEnv): void {
  const annotated = annotations ?? env.GITHUB_ACTIONS === "true";
  const commands = annotated ? renderAnnotations(decision).map((line) => `${line}\n`) : [];
  if (json) {
    for (const line of commands) process.stderr.write(line);
    process.stdout.write(toJson(decision));
    return;
  }
  const painted = wantsColor(process.stdout, color);
  const text = renderGateText(decision, {
    paint: (tone, part) => (painted ? styleText(colors[tone], part) : part),
    width: terminalWidth(process.stdout),
  });
  const token = randomUUID();
  const [before, after] = annotated ? [`::stop-commands::${token}\n`, `::${token}::\n`] : ["", ""];
  process.stdout.write([...commands, before, `${text}\n`, after].join(""));
}

/** Each is tried, so that one full disk does not cost the comment. Throws one Problem with all that could not be written. */
async function writeAll(
  decision: Decision,
  runs: readonly GivenRun[],
  { summary, junit, comment }: GateOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const jobSummary = env.GITHUB_STEP_SUMMARY || undefined;
  const writes: (() => Promise<void>)[] = [];
  if (comment !== undefined) writes.push(() => writeWhole(comment, renderComment(decision)));
  if (summary !== undefined) writes.push(() => writeWhole(summary, renderSummary(decision)));
  // Others may have written to it before, in the same step.
  else if (jobSummary !== undefined) writes.push(() => appendFile(jobSummary, renderSummary(decision)));
  if (junit !== undefined) writes.push(() => writeWhole(junit, renderJunit(decision, runs)));
  for (const record of recordsOf(decision))
    writes.push(() => writeWhole(join(record.folder, gateRecord), toJson(record.content)));
  const failed = (await Promise.allSettled(writes.map((write) => write()))).filter(
    (one) => one.status === "rejected",
  );
  if (failed.length === 0) return;
  throw new Problem({
    what: `The gate decided (${decision.decision}), and could not write that everywhere.`,
    saw: failed
      .map(({ reason }) => (reason instanceof Problem ? `${reason.what} ${reason.saw}` : messageOf(reason)))
      .join("\n"),
    fix: "free disk space or mend the rights, and run the gate again: without its record an accepted result could become a baseline",
    exit: "configuration",
  });
}

function recordsOf({
  runs,
  accepted,
  decidedAt,
  decision,
}: Decision): { folder: string; content: GateRecord }[] {
  return runs.flatMap(({ folder, id, accepted: budgets }) => {
    if (id === null) return [];
    const acceptances = accepted
      .filter(({ run }) => run === id)
      .map(({ acceptance, budget, ceiling, expires }) => ({ id: acceptance, budget, ceiling, expires }));
    const content: GateRecord = {
      schema: GATE_SCHEMA,
      runId: id,
      decidedAt,
      decision,
      accepted: [...budgets],
      acceptances,
    };
    return [{ folder, content }];
  });
}

export const gateHelp = `
<run> is a run's id, its folder, or \`latest\`. Every run has to pass; INVALID never does. A broken budget passes only where a
file of risk-acceptances/ covers it (obcms-perf risk). docs/gate.md has every finding.

In a workflow, hand over what the other jobs said, and require this job alone:
  $ obcms-perf gate --changes "\${{ needs.changes.result }}" --critical "\${{ needs.changes.outputs.critical }}" \\
      --load "\${{ needs.load.result }}" --comment comment.md --junit junit.xml runs/*/

Examples:
  $ obcms-perf gate latest
  $ obcms-perf gate latest --expect-build 1842 --expect-profile baseline --json
  $ obcms-perf gate --changes success --critical false --load skipped        nothing critical: passes

Exit codes: 0 passes; 90 something was not measured or proves nothing; 99 a budget is broken; 91 too little was measured;
104 a risk acceptance is wrong, or an output cannot be written; 2 the command line.`;
