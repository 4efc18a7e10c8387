// What is kept of a run for the trend and as an artifact: its figures, its report, and what it was; not its samples.
// `ci keep` copies them, and lets the oldest go.

import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { gateRecord, runFiles } from "../result/run-files.ts";

/** Of a run that ended early some are missing. */
const KEPT = [
  runFiles.plan,
  runFiles.result,
  runFiles.verdict,
  runFiles.report,
  runFiles.summary,
  runFiles.log,
  gateRecord,
] as const;

/** `ids`: folders below `from`, oldest first; `before`: those that are kept already. Resolves with what is kept then. */
export async function keepRuns(
  from: string,
  into: string,
  { ids, before, most }: { ids: readonly string[]; before: readonly string[]; most: number },
): Promise<string[]> {
  const kept = [...new Set([...before, ...ids])].sort();
  const gone = kept.slice(0, Math.max(0, kept.length - most));
  const stay = new Set(kept.slice(gone.length));
  try {
    for (const id of ids.filter((one) => stay.has(one))) await copyRun(join(from, id), join(into, id));
    for (const id of gone) await rm(join(into, id), { recursive: true, force: true });
  } catch (cause) {
    throw new Problem({
      what: "Runs could not be kept.",
      saw: messageOf(cause),
      fix: `make ${into} writable`,
      exit: "configuration",
      cause,
    });
  }
  return [...stay];
}

async function copyRun(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const file of KEPT)
    await copyFile(join(from, file), join(to, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
}
