// What is wrong with a risk acceptance: the closed list. A faulty one covers nothing, and the gate fails beside that.

export type FaultName = keyof typeof faults;

type Row = {
  readonly means: string;
  readonly fix: string;
  /** It is seen without a run; the others show only beside the runs that are judged. */
  readonly alone: boolean;
};

export const faults = {
  unreadable: {
    means: "the file is not YAML, or a field is missing, unknown or not as it should be",
    fix: "correct the field; `obcms-perf risk new` writes a right one",
    alone: true,
  },
  wrong_name: {
    means: "the file is not named after its id, RA-n.yaml",
    fix: "rename the file, or correct its id",
    alone: true,
  },
  unknown_budget: {
    means: "the scenario has no such budget",
    fix: "take scenario and id from the run's report or verdict.json",
    alone: true,
  },
  not_acceptable: {
    means: "the budget counts what no acceptance may cover",
    fix: "mend what it counts; the report says where",
    alone: true,
  },
  too_wide: {
    means: "the ceiling is further from the limit than any acceptance may be",
    fix: "lower the ceiling to what was measured, with a little room; beyond that, mend it",
    alone: true,
  },
  too_narrow: {
    means: "the ceiling is not beyond the limit, so it accepts nothing",
    fix: "give the worst figure that is borne",
    alone: true,
  },
  too_long: {
    means: "it lasts longer than an acceptance may",
    fix: "let it expire earlier; whoever still needs it then decides anew",
    alone: true,
  },
  from_future: {
    means: "it was created on a day that has not begun in UTC",
    fix: "put the day of today in UTC",
    alone: true,
  },
  self_approved: {
    means: "owner and approver are the same",
    fix: "let somebody else bear the risk",
    alone: true,
  },
  duplicate: {
    means: "two files accept the same budget of the same scenario in the same environment",
    fix: "keep one of them",
    alone: true,
  },
  expired: {
    means: "its last day is over",
    fix: "mend the budget and delete the file; who still bears the risk writes a new one",
    alone: true,
  },
  other_limit: {
    means: "the budget's limit is not the one that was accepted",
    fix: "decide anew, with the limit of today",
    alone: false,
  },
  unused: {
    means: "no judged run has that budget of that scenario in that environment as a gate",
    fix: "correct the names, or delete the file",
    alone: false,
  },
  not_needed: {
    means: "the budget is met",
    fix: "delete the file: what it excused is mended",
    alone: false,
  },
} as const satisfies Record<string, Row>;

/** One thing that is wrong, with the figures in its sentence. */
export type Fault = {
  readonly name: FaultName;
  readonly file: string;
  /** From 1; undefined where the whole file is meant. */
  readonly line?: number;
  readonly sentence: string;
};
