// `obcms-perf gate`: reads what the jobs said, the runs and the risk acceptances, and decides whether a merge may go on.
// Every output is written before anything is complained about: a gate that fails must still say why in each place.

import { join } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { decide } from "../gate/decide.ts";
import type { GateInput } from "../gate/decision.ts";
import { Problem } from "../problem.ts";
import { readAcceptances } from "../risk/read-folder.ts";
import { type GateOutputs, print, writeAll } from "./gate-outputs.ts";
import { readRun } from "./gate-run.ts";
import { acceptancesFolder } from "./risk.ts";
import { runCount } from "./run-count.ts";
import { runIds } from "./stored-run.ts";

export type GateOptions = GateOutputs & {
  readonly changes?: string;
  readonly critical?: string;
  readonly load?: string;
  readonly expectBuild?: string;
  readonly expectProfile?: string;
  readonly expectEnvironment?: string;
  readonly expectRuns?: string;
  readonly runsIn?: string;
  readonly acceptances?: string;
  readonly out?: string;
};

/** Resolves with the exit code. `env`: that of the process; GitHub Actions is known by it. */
export async function gate(
  named: readonly string[],
  options: GateOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const jobs = jobsOf(options);
  const names = [...named, ...foldersIn(options.runsIn)];
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

/** Every run folder below; none where it is not there, because no run was handed on. */
function foldersIn(folder: string | undefined): string[] {
  return folder === undefined ? [] : runIds(folder).map((id) => join(folder, id));
}

/** All three or none: one alone would let the others be forgotten. */
function jobsOf({ changes, critical, load }: GateOptions): GateInput["jobs"] {
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
  return text === undefined
    ? undefined
    : runCount("--expect-runs", text, "obcms-perf gate --expect-runs 2 RUN RUN");
}

function nothingNamed(): Problem {
  return new Problem({
    what: "There is nothing to decide on.",
    saw: "no run is named, and no job's answer",
    fix: "obcms-perf gate latest, or with what the jobs said: --changes success --critical false --load skipped",
    exit: "usage",
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
