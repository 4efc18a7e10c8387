// Acceptances beside runs: which broken budget is covered, and which acceptance fits nothing, is not needed any more, or
// was given for another limit. Pure.

import type { RiskAcceptance } from "../risk/acceptance.ts";
import { type AcceptanceFile, at } from "../risk/acceptance-file.ts";
import { isWithin } from "../risk/ceiling.ts";
import type { Fault } from "../risk/faults.ts";
import { gates } from "../verdict/budget-rows.ts";
import type { BudgetRow } from "../verdict/verdict.ts";
import type { GivenRun, JudgedRun } from "./decision.ts";

export type Covering = { readonly file: AcceptanceFile; readonly acceptance: RiskAcceptance };

/** `none`: no acceptance that counts names it. A faulty one counts for nothing. */
export type Cover =
  | { readonly state: "none" }
  | ({ readonly state: "accepted" | "above_ceiling" } & Covering);

export function coverOf(budget: BudgetRow, run: JudgedRun, files: readonly AcceptanceFile[]): Cover {
  for (const file of files) {
    const { acceptance } = file;
    if (acceptance === undefined || file.faults.length > 0 || !names(acceptance, budget, run)) continue;
    const state = isWithin(budget, acceptance.ceiling) ? "accepted" : "above_ceiling";
    return { state, file, acceptance };
  }
  return { state: "none" };
}

/** The files with the faults that only show beside runs. Where a run cannot be read, nobody knows what it would have used. */
export function besideRuns(files: readonly AcceptanceFile[], runs: readonly GivenRun[]): AcceptanceFile[] {
  const judged = runs.filter((run) => run.state === "judged");
  const isWhole = judged.length === runs.length;
  return files.map((file) => {
    if (file.acceptance === undefined) return file;
    const fault = faultBesideRuns({ ...file, acceptance: file.acceptance }, judged, isWhole);
    return fault === undefined ? file : { ...file, faults: [...file.faults, fault] };
  });
}

function faultBesideRuns(
  { file, acceptance, lines }: AcceptanceFile & { acceptance: RiskAcceptance },
  runs: readonly JudgedRun[],
  isWhole: boolean,
): Fault | undefined {
  const { scenario, budget, environment, limit } = acceptance;
  const rows = runs.flatMap((run) =>
    gates(run.verdict.budgets)
      .filter((row) => names(acceptance, row, run))
      .map((row) => ({ row, run })),
  );
  if (rows.length === 0) {
    if (!isWhole) return undefined;
    const sentence = `no judged run has the gate ${budget} of ${scenario} in ${environment}`;
    return { name: "unused", file, ...at(lines, "budget"), sentence };
  }
  const other = rows.find(({ row }) => row.limit !== limit);
  if (other !== undefined) {
    const sentence = `${budget}: the limit is ${other.row.operator} ${other.row.limit}, the file accepts ${limit}`;
    return { name: "other_limit", file, ...at(lines, "limit"), sentence };
  }
  // What a run says is met says nothing where the run proves nothing, or measured too little.
  const told = rows.filter(({ run }) => run.verdict.state === "PASS" || run.verdict.state === "FAIL");
  if (told.length !== rows.length || told.some(({ row }) => row.state !== "met")) return undefined;
  const sentence = `${budget} is met: ${[...new Set(told.map(({ run }) => run.run.id))].sort().join(", ")}`;
  return { name: "not_needed", file, ...at(lines, "budget"), sentence };
}

function names(
  { scenario, budget, environment }: RiskAcceptance,
  row: BudgetRow,
  { run }: JudgedRun,
): boolean {
  return row.id === budget && row.card === scenario && run.environment === environment;
}
