// What a probe on this machine tells of queue and storage, and the target itself of its workers. Called by checks.ts.

import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeAnswer } from "../../../tests/performance/k6/catalogue/task-events.ts";
import { askQueue } from "../../introspection/queue.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { byConfiguration } from "../told.ts";

const NO_PROBE = [
  "no probe is given: its budgets will have no data, and the run is no PASS",
  `let the tool watch the broker, ${settings["probes.broker"].env}, or give the address of a probe, ${settings.probeUrl.env}`,
] as const;

/** Each probe of the tool's own that is switched on, by one look. */
export async function probesSee(subject: Subject): Promise<Finding> {
  const { probes } = await subject.probed();
  const seen = probes.map(({ name }) => name).join(", ");
  const blind = probes.flatMap((probe) => ("blind" in probe ? [`${probe.name}: ${probe.blind}`] : []));
  if (probes.length === 0)
    return skipped("none is switched on", "let the tool watch the target: settings probes.…, docs/probes.md");
  return blind.length === 0
    ? ok(`they see: ${seen}`)
    : warning(`blind, so that their budgets will have no data: ${blind.join("; ")}`, "see docs/probes.md");
}

export async function probeAnswers(subject: Subject): Promise<Finding> {
  const told = await askProbe(subject);
  if (told === undefined) return skipped(...NO_PROBE);
  return ok(`it answers; its newest event is ${told.cursor}`);
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
  const told = await askProbe(subject);
  if (told?.queue !== undefined) return judgeDepth(told.queue);
  if ((await subject.told()).state === "not_set") return skipped(...NO_PROBE);
  return byConfiguration(subject, async (_, manage) => {
    const { transport, waiting, reserved } = await askQueue(manage);
    return waiting === null || reserved === null
      ? skipped(`a queue of ${transport} is counted by a probe only: ${settings.probeUrl.env}`)
      : judgeDepth({ waiting, reserved });
  });
}

function judgeDepth({ waiting, reserved }: NonNullable<ProbeAnswer["queue"]>): Finding {
  const depth = waiting + reserved;
  return depth === 0
    ? ok("nothing waits")
    : failed(`${depth} tasks wait or are fetched ahead`, "let the worker finish them, or empty the queue");
}

export async function watchesStorage(subject: Subject): Promise<Finding> {
  const told = await askProbe(subject);
  if (told === undefined) return skipped(...NO_PROBE);
  const { storage } = told;
  return storage === undefined
    ? warning(
        "nobody tells of it: its budget will have no data",
        `let the tool watch the folder of uploads: ${settings["probes.storage"].env}`,
      )
    : ok(`${storage.files} files, ${(storage.bytes / 1e6).toFixed(1)} MB`);
}

/** As the suite will; undefined where there is none. Throws where nothing answers as a probe. */
async function askProbe({ values, probed }: Subject): Promise<ProbeAnswer | undefined> {
  if (values.probeUrl === undefined) return (await probed()).tasks?.();
  const answer = await fetch(values.probeUrl, { signal: AbortSignal.timeout(5_000) });
  if (answer.status !== 200) throw new Error(`the probe answers ${answer.status}`);
  const told = (await answer.json()) as Partial<ProbeAnswer>;
  if (typeof told.cursor !== "number" || !Array.isArray(told.events))
    throw new Error("what answers there is no probe");
  return told as ProbeAnswer;
}
