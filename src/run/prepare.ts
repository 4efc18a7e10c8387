// What is done on the target before k6 starts and after it ended: the audit and the flushes. Called by execute.ts, which
// takes the run folder away again where this throws.

import { join } from "node:path";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { type Audit, beginAudit } from "../audit/audit.ts";
import { flushedSentence, prepareFlush } from "../flush/flush.ts";
import { flushInOrder } from "../flush/flush-in-order.ts";
import { type Flushable, flushables } from "../flush/guard.ts";
import { runFiles } from "../result/run-files.ts";
import type { StepName, StepRecord } from "../result/steps.ts";
import { toJson, writeWhole } from "./run-folder.ts";
import { snapshotsFolder } from "./suite.ts";
import { allowedOrigin } from "./target-origin.ts";

export type PrepareRequest = {
  readonly values: SettingValues;
  readonly origin: string;
  readonly folder: string;
  readonly env: string | undefined;
  readonly target: { readonly kind: "stand-in" | "external" };
  readonly say: (line: string) => void;
  readonly stop: { readonly gracefully: AbortSignal; readonly now: AbortSignal };
};

export type Prepared = {
  /** After the load. Never throws. */
  end(): Promise<void>;
};

const settingOf = { queue: "flushQueue", cache: "flushCache" } as const satisfies Record<
  Flushable,
  keyof SettingValues
>;

/** Throws a Problem where a step may not be done or fails; what may not be done is known before anything is. */
export async function prepareRun(request: PrepareRequest): Promise<Prepared> {
  const { values, origin, folder, env, target, say, stop } = request;
  const wanted = flushables.filter((what) => values[settingOf[what]]);
  // A run that only reads may be allowed where an emptied cache is not.
  if (wanted.length > 0) allowedOrigin(values, { writes: true });
  const flush = wanted.length === 0 ? undefined : await prepareFlush(values, wanted);
  const done: StepRecord = [];
  const note = async (name: StepName, saw: string | undefined): Promise<void> => {
    if (saw === undefined) return;
    done.push({ name, at: new Date().toISOString(), saw });
    await writeWhole(join(folder, runFiles.steps), toJson(done));
  };
  await writeWhole(join(folder, runFiles.steps), toJson(done));
  const audit = await beginAudit({
    values,
    origin,
    folder,
    env,
    store: target.kind === "stand-in" ? undefined : snapshotsFolder,
    write: (path, record) => writeWhole(path, toJson(record)),
  });
  await note("audit_before", audit.saw);
  if (flush !== undefined)
    await flushInOrder(flush, {
      say,
      signal: stop.gracefully,
      onFlushed: (flushed) => note(`flush_${flushed.what}`, flushedSentence(flushed)),
    });
  return { end: () => endWith(audit, stop.now, (saw) => note("audit_after", saw)) };
}

async function endWith(
  audit: Audit,
  now: AbortSignal,
  note: (saw: string | undefined) => Promise<void>,
): Promise<void> {
  // Who pressed Ctrl-C twice does not want to wait for a count; the record of before says that there is none.
  if (now.aborted) return;
  // A full disk is told by what is written next, the result.
  await note(await audit.end()).catch(() => {});
}
