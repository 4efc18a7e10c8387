// Why the gate fails: the closed list, each with its exit code. Faults of acceptances have their own table beside it
// (src/risk/faults.ts); read by decide.ts and the documentation.

import type { ExitName } from "../exit-codes.ts";
import type { FaultName } from "../risk/faults.ts";
import type { BudgetRow } from "../verdict/verdict.ts";

type Row = {
  readonly exit: Exclude<ExitName, "pass">;
  readonly means: string;
  readonly fix: string;
};

export const findings = {
  changes_failed: {
    exit: "invalid",
    means: "the job that says whether the change is critical did not succeed",
    fix: "read that job's log and run it again: without its answer nothing may be left out",
  },
  changes_silent: {
    exit: "invalid",
    means: "that job said neither true nor false",
    fix: "hand its answer over: --critical true or --critical false",
  },
  load_missing: {
    exit: "invalid",
    means:
      "the job that makes the load was cancelled, said nothing, or was skipped where a run was needed or given",
    fix: "run that job again to its end",
  },
  load_failed: {
    exit: "invalid",
    means: "the job that makes the load failed, although every run that it left passes",
    fix: "read its log: a run may be missing",
  },
  no_run: {
    exit: "invalid",
    means: "no run was given, so nothing was measured",
    fix: "read the log of the job that makes the load, and whether its run folder was handed on",
  },
  runs_missing: {
    exit: "invalid",
    means: "there are not as many runs as were expected",
    fix: "read the log of the job that makes the load, and whether each run folder was handed on",
  },
  run_unreadable: {
    exit: "invalid",
    means: "a run has no verdict that can be read, or one that its result does not give",
    fix: "`obcms-perf report <run>` judges its result again; where that fails, run again",
  },
  other_build: {
    exit: "invalid",
    means: "a run measured another build than the expected one",
    fix: "run against that build, with --build",
  },
  other_profile: {
    exit: "invalid",
    means: "a run has another load profile than the expected one",
    fix: "run with --profile, or correct --expect-profile",
  },
  other_environment: {
    exit: "invalid",
    means: "a run measured another environment than the expected one",
    fix: "run against that environment, or correct --expect-environment",
  },
  run_invalid: {
    exit: "invalid",
    means: "a run proves nothing, which no acceptance covers",
    fix: "do what the reason says, and run again",
  },
  budget_broken: {
    exit: "fail",
    means: "a budget is broken and no acceptance covers it",
    fix: "mend it, or let somebody bear the risk: `obcms-perf risk new`",
  },
  above_ceiling: {
    exit: "fail",
    means: "a budget is broken by more than was accepted",
    fix: "mend it: it got worse than what was borne",
  },
  run_failed: {
    exit: "fail",
    means: "a run fails for a reason that no acceptance covers",
    fix: "do what the reason says, and run again",
  },
  run_inconclusive: {
    exit: "inconclusive",
    means: "a run measured too little, which no acceptance covers",
    fix: "do what the reason says, and run again",
  },
  outputs_short: {
    exit: "outputs",
    means: "a store that must hold the run (`--require-outputs`) does not hold all of it",
    fix: "mend the store and run again; the run folder has everything",
  },
} as const satisfies Record<string, Row>;

export type FindingName = keyof typeof findings;

/** The worst decides how the process ends: what was not measured before what was measured and is bad. */
export const exitRank = [
  "invalid",
  "fail",
  "inconclusive",
  "outputs",
  "configuration",
] as const satisfies readonly ExitName[];

export type Finding = {
  readonly name: FindingName | FaultName;
  readonly exit: (typeof exitRank)[number];
  /** Id of the run, or its folder where it cannot be read; null where no single run is meant. */
  readonly run: string | null;
  readonly budget: string | null;
  /** Of that budget: how far it is from its limit, as in the verdict; null for what has no figure. */
  readonly margin: number | null;
  /** The risk acceptance that is meant, with the line of the field. */
  readonly file: string | null;
  readonly line: number | null;
  readonly sentence: string;
  readonly fix: string;
};

/** `run`: its id, or its folder; undefined where no single run is meant. `row`: the budget that it is about. */
export function finding(name: FindingName, sentence: string, run?: string, row?: BudgetRow): Finding {
  const { exit, fix } = findings[name];
  return {
    name,
    exit,
    run: run ?? null,
    budget: row?.id ?? null,
    margin: row?.margin ?? null,
    file: null,
    line: null,
    sentence,
    fix,
  };
}
