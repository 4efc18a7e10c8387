// Reads a run for the gate: judges its result anew, and holds its stored verdict against that.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { GivenRun } from "../gate/decision.ts";
import { messageOf, Problem } from "../problem.ts";
import { runFiles } from "../result/run-files.ts";
import { readStoredResult } from "../result/stored-result.ts";
import { judge } from "../verdict/judge.ts";
import { shortOutputs } from "../verdict/outputs.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { folderOfRun } from "./stored-run.ts";

const storedVerdict = z.looseObject({
  runId: z.string(),
  state: z.string(),
  budgets: z.array(z.looseObject({ id: z.string(), state: z.string() })),
});

/** Never throws for a run: what cannot be read is a finding, so that the outputs say so. */
export async function readRun(name: string, out: string | undefined): Promise<GivenRun> {
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
    return { state: "judged", folder, run: result.run, verdict, outputs: shortOutputs(result) };
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
