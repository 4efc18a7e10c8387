// The only decision maker of a merge: (jobs, runs, acceptances, clock) → decision. Pure. It passes where every run is a PASS
// or fails by nothing but broken budgets that an acceptance covers, and where nothing is wrong with any acceptance.

import type { AcceptanceFile } from "../risk/acceptance-file.ts";
import { checkAcceptances } from "../risk/check.ts";
import { type Fault, faults } from "../risk/faults.ts";
import { besideRuns } from "./cover.ts";
import {
  type Accepted,
  DECISION_SCHEMA,
  type Decision,
  type GateInput,
  type GivenRun,
  type RunLine,
} from "./decision.ts";
import { exitRank, type Finding, finding, findings } from "./findings.ts";
import { judgeJobs } from "./jobs.ts";
import { judgeRun } from "./judge-run.ts";
import { acceptedOf, lineOf, replacedLimits, shortNotes } from "./run-line.ts";

export function decide(input: GateInput): Decision {
  const { jobs, now, expected } = input;
  const runs = distinct(input.runs);
  const alone = checkAcceptances(input.acceptances, now);
  const answer = judgeJobs(jobs, runs.length);
  if (answer === "not_critical") return withoutRuns(alone, now);
  if (answer !== "look_at_runs") {
    const said =
      jobs === undefined
        ? "no run was named"
        : `${findings[answer].means} (changes: ${word(jobs.changes)}, critical: ${word(jobs.critical)}, load: ${word(jobs.load)}, runs: ${runs.length})`;
    return decided({ findings: [finding(answer, said)], now });
  }
  const files = besideRuns(alone, runs);
  const judgements = runs.map((run) => judgeRun(run, files, expected));
  const found: Finding[] = [
    ...judgements.flatMap((judgement) => judgement.findings),
    ...files.flatMap((file) => file.faults).map(faultFinding),
  ];
  const count = countOf(runs);
  if (expected.runs !== undefined && count !== expected.runs)
    found.push(finding("runs_missing", `runs that were given: ${count}, expected: ${expected.runs}`));
  if (jobs?.load === "failure" && runs.every(explainsNoFailure))
    found.push(finding("load_failed", "the job that makes the load failed, and no verdict says why"));
  return decided({
    findings: found,
    runs: judgements.map(lineOf),
    accepted: judgements.flatMap((judgement) => acceptedOf(judgement, now)),
    notes: [...runs.flatMap(replacedLimits), ...runs.flatMap(shortNotes)],
    now,
  });
}

/** Whatever is wrong with a file by itself fails already where it is written; only its age is left to those who measure. */
function withoutRuns(files: readonly AcceptanceFile[], now: Date): Decision {
  const all = files.flatMap((file) => file.faults);
  const expired = all.filter(({ name }) => name === "expired");
  return decided({
    findings: all.filter((fault) => !expired.includes(fault)).map(faultFinding),
    notes: expired.map(({ file, sentence }) => `${file}: ${sentence}`),
    passes: "The change touches no critical path, so no load was needed.",
    now,
  });
}

type Parts = Partial<Pick<Decision, "findings" | "notes" | "runs" | "accepted">> & {
  readonly passes?: string;
  readonly now: Date;
};

function decided({
  findings: found = [],
  notes = [],
  runs = [],
  accepted = [],
  passes,
  now,
}: Parts): Decision {
  const sorted = [...found].sort(worstFirst);
  const [worst] = sorted;
  return {
    schema: DECISION_SCHEMA,
    decision: worst === undefined ? "pass" : "fail",
    decidedAt: now.toISOString(),
    exit: worst?.exit ?? "pass",
    why: worst === undefined ? (passes ?? passing(runs, accepted)) : failing(sorted),
    findings: sorted,
    notes,
    runs,
    accepted: [...accepted].sort(
      (a, b) => a.daysLeft - b.daysLeft || text(a.budget, b.budget) || text(a.run, b.run),
    ),
  };
}

function passing(runs: readonly RunLine[], accepted: readonly Accepted[]): string {
  const all = runs.length === 1 ? "The run keeps" : `Each of ${runs.length} runs keeps`;
  if (accepted.length === 0) return `${all} every budget.`;
  return `${all} every budget but ${accepted.length === 1 ? "one that is" : `${accepted.length} that are`} accepted as a risk.`;
}

function failing(found: readonly Finding[]): string {
  const [worst, ...rest] = found;
  const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`;
  return `${worst?.sentence}${more}`;
}

/** By how the process ends; what has no figure before the budgets, and of these the furthest from its limit first. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    exitRank.indexOf(a.exit) - exitRank.indexOf(b.exit) ||
    marginRank(a) - marginRank(b) ||
    text(a.run ?? "", b.run ?? "") ||
    text(a.file ?? "", b.file ?? "")
  );
}

function marginRank({ budget, margin }: Finding): number {
  return budget === null ? -Number.MAX_VALUE : (margin ?? 0);
}

function faultFinding({ name, file, line, sentence }: Fault): Finding {
  const { fix } = faults[name];
  const place = { run: null, budget: null, margin: null, file, line: line ?? null };
  return { name, exit: "configuration", ...place, sentence: `${file}: ${sentence}`, fix };
}

/** A folder that is named twice is one run. */
function distinct(runs: readonly GivenRun[]): GivenRun[] {
  const byFolder = new Map(runs.map((run) => [run.folder, run]));
  return [...byFolder.values()].sort((a, b) => text(nameOf(a), nameOf(b)) || text(a.folder, b.folder));
}

/** A load job fails where a run ends with another exit code than 0: a PASS does so for a required store alone. */
function explainsNoFailure(run: GivenRun): boolean {
  if (run.state !== "judged" || run.verdict.state !== "PASS") return false;
  return !run.outputs.required || run.outputs.lacking.length === 0;
}

/** A copy of a run does not stand for a second that is missing. */
function countOf(runs: readonly GivenRun[]): number {
  return new Set(runs.map(nameOf)).size;
}

function nameOf(run: GivenRun): string {
  return run.state === "judged" ? run.run.id : run.folder;
}

function word(text: string): string {
  return text === "" ? "nothing" : text;
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
