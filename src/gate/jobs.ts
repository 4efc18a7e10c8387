// What the other jobs of a workflow said, and whether that is a reason to fail, to pass without a run, or to look at the
// runs. A table: the first row that fits decides. A word that nobody knows is never a reason to pass.

import type { FindingName } from "./findings.ts";

/** As GitHub's `needs.<job>.result` says it (success, failure, cancelled, skipped), and the output of the first job. */
export type Jobs = { readonly changes: string; readonly critical: string; readonly load: string };

type Seen = Jobs & { readonly runs: number };

export type JobAnswer = FindingName | "not_critical" | "look_at_runs";

type Row = { readonly when: (seen: Seen) => boolean; readonly answer: JobAnswer };

const rows: readonly Row[] = [
  { when: ({ changes }) => changes !== "success", answer: "changes_failed" },
  { when: ({ critical }) => critical !== "true" && critical !== "false", answer: "changes_silent" },
  {
    when: ({ critical, load, runs }) => critical === "false" && load === "skipped" && runs === 0,
    answer: "not_critical",
  },
  { when: ({ load }) => load !== "success" && load !== "failure", answer: "load_missing" },
  { when: ({ runs }) => runs === 0, answer: "no_run" },
];

/** Without jobs (by hand) only the runs count, and there has to be one. `runs`: how many folders were given. */
export function judgeJobs(jobs: Jobs | undefined, runs: number): JobAnswer {
  if (jobs === undefined) return runs === 0 ? "no_run" : "look_at_runs";
  return rows.find(({ when }) => when({ ...jobs, runs }))?.answer ?? "look_at_runs";
}
