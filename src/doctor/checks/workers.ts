// What a probe on this machine tells of queue and storage. Called by checks.ts.

import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeAnswer } from "../../../tests/performance/k6/catalogue/task-events.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

const NO_PROBE = [
  "probeUrl is not set: its budgets will have no data, and the run is no PASS",
  `give the address of a probe: ${settings.probeUrl.env}`,
] as const;

export async function probeAnswers({ values }: Subject): Promise<Finding> {
  if (values.probeUrl === undefined) return skipped(...NO_PROBE);
  const { cursor } = await askProbe(values.probeUrl);
  return ok(`it answers; its newest event is ${cursor}`);
}

export async function queueIsEmpty({ values }: Subject): Promise<Finding> {
  if (values.probeUrl === undefined) return skipped(...NO_PROBE);
  const { queue } = await askProbe(values.probeUrl);
  const depth = queue.waiting + queue.reserved;
  return depth === 0
    ? ok("nothing waits")
    : failed(`${depth} tasks wait or are fetched ahead`, "let the worker finish them, or empty the queue");
}

export async function watchesStorage({ values }: Subject): Promise<Finding> {
  if (values.probeUrl === undefined) return skipped(...NO_PROBE);
  const { storage } = await askProbe(values.probeUrl);
  return storage === undefined
    ? warning("the probe tells nothing of it: its budget will have no data", "have it watch the storage")
    : ok(`${storage.files} files, ${(storage.bytes / 1e6).toFixed(1)} MB`);
}

/** As the suite will. Throws where nothing answers as a probe. */
async function askProbe(url: string): Promise<ProbeAnswer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (answer.status !== 200) throw new Error(`the probe answers ${answer.status}`);
  const told = (await answer.json()) as Partial<ProbeAnswer>;
  if (typeof told.cursor !== "number" || typeof told.queue?.waiting !== "number")
    throw new Error("what answers there is no probe");
  return told as ProbeAnswer;
}
