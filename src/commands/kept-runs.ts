// All runs that are kept below a folder, as sides of a comparison; for compare and trend.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Side, sideOf } from "../compare/side.ts";
import { type Result, resultSchema } from "../result/result.ts";
import { runFiles } from "../result/run-files.ts";
import { judge } from "../verdict/judge.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { runIds } from "./stored-run.ts";

export type KeptRun = { readonly result: Result; readonly verdict: Verdict };

/** Oldest first. Folders without a result of this version are left out: `obcms-perf runs` tells of them. */
export async function* keptRuns(root: string): AsyncGenerator<KeptRun> {
  for (const id of runIds(root).reverse()) {
    const result = await storedResult(join(root, id, runFiles.result));
    if (result !== undefined) yield { result, verdict: judge(result) };
  }
}

/** One at a time, so that only their figures stay in memory. */
export async function keptSides(root: string): Promise<Side[]> {
  const sides: Side[] = [];
  for await (const { result, verdict } of keptRuns(root)) sides.push(sideOf(result, verdict));
  return sides;
}

async function storedResult(path: string): Promise<Result | undefined> {
  try {
    return resultSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}
