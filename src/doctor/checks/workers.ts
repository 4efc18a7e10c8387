// What a probe on this machine tells of queue and storage, and the target itself of its workers. Called by checks.ts.

import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeAnswer } from "../../../tests/performance/k6/catalogue/task-events.ts";
import { askQueue } from "../../introspection/queue.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration } from "../told.ts";

const NO_PROBE = [
  "probeUrl is not set: its budgets will have no data, and the run is no PASS",
  `give the address of a probe: ${settings.probeUrl.env}`,
] as const;

export async function probeAnswers({ values }: Subject): Promise<Finding> {
  if (values.probeUrl === undefined) return skipped(...NO_PROBE);
  const { cursor } = await askProbe(values.probeUrl);
  return ok(`it answers; its newest event is ${cursor}`);
}

export function isAlive(subject: Subject): Promise<Finding> {
  return byConfiguration(subject, ({ celery: { broker, eager, workers } }) => {
    if (eager)
      return failed(
        "tasks run inside the request (CELERY_TASK_ALWAYS_EAGER): nothing is queued, and what is measured is another system",
        "set CELERY_TASK_ALWAYS_EAGER=False on the target, and start a worker",
      );
    if (workers === null)
      return failed(
        `nobody reaches the broker ${broker ?? ""}`.trimEnd(),
        "start the broker, then the worker",
      );
    if (workers.length === 0)
      return failed(
        `no worker answers at ${broker ?? "the broker"} within 3 s`,
        "start one: celery -A obc_management worker",
      );
    return ok(
      workers
        .map(
          ({ name, concurrency, prefetch }) =>
            `${name}: ${concurrency ?? "?"} at once, ${prefetch ?? "?"} fetched ahead`,
        )
        .join("; "),
    );
  });
}

/** By the probe, else by the target's own Celery where the broker is Redis. */
export async function queueIsEmpty(subject: Subject): Promise<Finding> {
  const { probeUrl } = subject.values;
  if (probeUrl !== undefined) return judgeDepth((await askProbe(probeUrl)).queue);
  if ((await subject.told()).state === "not_set") return skipped(...NO_PROBE);
  return byConfiguration(subject, async (_, manage) => {
    const { transport, waiting, reserved } = await askQueue(manage);
    return waiting === null || reserved === null
      ? skipped(`a queue of ${transport} is counted by a probe only: ${settings.probeUrl.env}`)
      : judgeDepth({ waiting, reserved });
  });
}

function judgeDepth({ waiting, reserved }: ProbeAnswer["queue"]): Finding {
  const depth = waiting + reserved;
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
