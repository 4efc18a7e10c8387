// `obcms-perf compare [A] [B]`: two runs, or a baseline and a run, figure by figure.

import { compareSides, isMeasured } from "../compare/compare.ts";
import { type Side, sideOf } from "../compare/side.ts";
import { comparisonText } from "../compare/text.ts";
import { exitCodes } from "../exit-codes.ts";
import { Problem } from "../problem.ts";
import { toJson } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { judge } from "../verdict/judge.ts";
import { nameOf, readBaseline } from "./baseline.ts";
import { keptSides } from "./kept-runs.ts";
import { folderOfRun, resultOfRun } from "./stored-run.ts";
import { terminalWidth } from "./terminal.ts";

export type CompareOptions = {
  readonly out?: string;
  readonly baselines?: string;
  readonly baseline?: string;
  readonly all?: boolean;
  readonly json?: boolean;
};

export type Compared = { readonly output: string; readonly code: number };

/** `names`: none, or the candidate alone, is held to its baseline; two are the baseline and the candidate. */
export async function compare(names: readonly string[], options: CompareOptions): Promise<Compared> {
  if (names.length > 2 || (names.length === 2 && options.baseline !== undefined))
    throw new Problem({
      what: `${names.length} runs are named, where two are compared.`,
      saw: names.join(", "),
      fix: "obcms-perf compare BASELINE_RUN CANDIDATE_RUN, or obcms-perf compare RUN --baseline NAME",
      exit: "usage",
    });
  const candidate = await sideOfRun(names.at(-1) ?? "latest", options);
  const [first] = names;
  const baseline =
    names.length === 2 && first !== undefined
      ? await sideOfRun(first, options)
      : (await readBaseline(options.baseline ?? nameOf(candidate), options)).run;
  const comparison = compareSides(baseline, candidate, await keptSides(options.out ?? runsFolder));
  const code = comparison.differences.length > 0 ? exitCodes.notComparable.code : exitCodes.pass.code;
  const output = options.json
    ? toJson(comparison)
    : comparisonText(comparison, terminalWidth(process.stdout), options.all ?? false);
  return { output, code };
}

async function sideOfRun(name: string, { out }: CompareOptions): Promise<Side> {
  const result = await resultOfRun(folderOfRun(name, out));
  const verdict = judge(result);
  const side = sideOf(result, verdict);
  if (isMeasured(side)) return side;
  const [reason] = verdict.reasons;
  throw new Problem({
    what: `${side.id} cannot be compared with anything.`,
    saw:
      side.verdict === "INVALID"
        ? `it is INVALID: ${reason?.sentence ?? "its reasons say why"}`
        : `it ended early (${side.ended}), so its load was another one`,
    fix: reason?.advice ?? "run again",
    exit: "notComparable",
  });
}

export const compareHelp = `
<run> is a run's id, its folder, or \`latest\`. Without runs the newest is held to the baseline of its environment, profile and
scenarios (obcms-perf baseline set); one run is held to it likewise.

Runs are compared only where all that shapes their figures is the same: suite, k6, load, dataset, configuration, generator,
probes. Only the target may differ. A figure is called better or worse where it lies outside of what equal runs differ by, for
which three runs of the baseline's target have to be kept. docs/trends.md tells what that can carry.

Examples:
  $ obcms-perf compare                                        the newest run and its baseline
  $ obcms-perf compare 20261120-021700-baseline-staging-1f2e latest --all
  $ obcms-perf compare latest --baseline release-2 --json

Exit codes: 0 compared, whatever came out; 95 the two cannot be compared; 104 no such run or baseline; 2 the command line.`;
