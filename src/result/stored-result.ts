// Reads the result of a run folder. One of an older version, or none because the tool was killed, is made again from
// the raw files.

import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { collectResult, type Ending } from "./collect.ts";
import type { Plan } from "./plan.ts";
import { type Result, resultSchema } from "./result.ts";
import { runFiles } from "./run-files.ts";
import { readSamples } from "./sample-reader.ts";
import { readPlan } from "./stored-plan.ts";

export type StoredResult =
  | { readonly state: "read"; readonly result: Result }
  /** Made again from the raw files; the folder does not hold it yet. */
  | { readonly state: "rebuilt"; readonly result: Result }
  /** Sentences: which files are missing or cannot be read. */
  | { readonly state: "unusable"; readonly because: readonly string[] };

/** What every version of result.json says about the end of its run. */
const olderResult = z.looseObject({
  schema: z.string(),
  run: z.looseObject({
    state: z.enum(["completed", "interrupted", "failed"]),
    k6ExitCode: z.int().nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
  }),
});

export async function readStoredResult(folder: string): Promise<StoredResult> {
  const stored = await parsed(join(folder, runFiles.result));
  const current = resultSchema.safeParse(stored);
  if (current.success) return { state: "read", result: current.data };
  const older = olderResult.safeParse(stored);
  const run = older.success ? older.data.run : undefined;
  // A run that was stopped or failed may never have had a summary; without a result nobody knows which it was.
  const needed = ["samples", "log", ...(run?.state === "completed" ? ["summary" as const] : [])] as const;
  const missing = await missingFiles(folder, needed);
  const plan = await readPlan(folder).catch((error: unknown) => reasonOf(error));
  if (typeof plan === "string" || missing.length > 0) {
    const older = run === undefined ? [] : [`${runFiles.result} is of another version`];
    const noPlan = typeof plan === "string" ? [`${runFiles.plan} ${plan}`] : [];
    return { state: "unusable", because: [...older, ...noPlan, ...missing] };
  }
  const ending = run === undefined ? await unseenEnding(folder, plan) : endingOf(run);
  return { state: "rebuilt", result: await collectResult(folder, plan, ending) };
}

function endingOf({ state, k6ExitCode, startedAt, endedAt }: z.infer<typeof olderResult>["run"]): Ending {
  return { state, k6ExitCode, startedAt: new Date(startedAt), endedAt: new Date(endedAt) };
}

/** The tool was killed before k6 ended: it was stopped for all we know, and lasted as long as its samples say. */
async function unseenEnding(folder: string, plan: Plan): Promise<Ending> {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  await readSamples(join(folder, runFiles.samples), ({ timeMs }) => {
    from = Math.min(from, timeMs);
    to = Math.max(to, timeMs);
  });
  if (from > to) from = to = 0;
  // A clock that was changed must not make a run of years.
  const endedAt = new Date(Math.min(to, from + plan.plannedSeconds * 1000));
  const defects = [`how k6 ended is not known: ${runFiles.result} was never written`];
  return { state: "interrupted", k6ExitCode: null, startedAt: new Date(from), endedAt, defects };
}

async function missingFiles(
  folder: string,
  names: readonly (keyof typeof runFiles)[],
): Promise<readonly string[]> {
  const seen = await Promise.all(
    names.map((name) =>
      access(join(folder, runFiles[name])).then(
        () => [],
        () => [`${runFiles[name]} is missing`],
      ),
    ),
  );
  return seen.flat();
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return `is no plan of this or the last version: ${z.prettifyError(error)}`;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOENT" ? "is missing" : `cannot be read: ${message}`;
}
