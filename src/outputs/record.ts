// Asks the stores of a run when k6 has ended, and keeps what they say in the run folder. Called by execute.ts.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseK6Summary } from "../result/k6-summary.ts";
import type { OutputsRecord } from "../result/outputs.ts";
import { outputsRecord, runFiles } from "../result/run-files.ts";
import type { Outputs } from "./open.ts";
import type { Asked } from "./output.ts";

type Write = (path: string, record: OutputsRecord) => Promise<void>;

/** What is there if the tool is killed: that nobody was asked. Nothing where there is no store. */
export async function recordUnasked(folder: string, { unasked }: Outputs, write: Write): Promise<void> {
  if (unasked !== undefined) await write(join(folder, outputsRecord), unasked);
}

/** Who pressed Ctrl-C twice waits for no answer: what was written before stays. */
export async function recordOutputs(
  folder: string,
  outputs: Outputs,
  asked: Asked,
  write: Write,
): Promise<void> {
  if (outputs.unasked === undefined || asked.signal.aborted) return;
  await write(join(folder, outputsRecord), await outputs.ask(asked, await sent(folder)));
}

/** All requests by k6's own summary; undefined without one, after which nobody waits for the rest of them. */
async function sent(folder: string): Promise<number | undefined> {
  try {
    const summary = parseK6Summary(await readFile(join(folder, runFiles.summary), "utf8"));
    return summary.samples("http_reqs") ?? undefined;
  } catch {
    return undefined;
  }
}
