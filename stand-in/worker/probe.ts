// What the stand-in tells of its queue, worker and uploads, and where the worker acknowledges: paths of no OBCMS, answered to this
// machine only. A monitoring probe of a real queue answers in the same form.

import type { ProbeAnswer } from "../../tests/performance/k6/catalogue/task-events.ts";
import type { Database } from "../database.ts";
import { type Answer, noContent, restJson } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { methodNotAllowed } from "../http/errors.ts";
import type { Storage } from "../storage.ts";
import type { Queue } from "./queue.ts";
import type { WorkerProcess } from "./worker-process.ts";

export const acknowledgementPath = "/__stand-in__/acknowledgements";

/** More than a poll ever finds; the next one finds the rest. */
const MOST_EVENTS = 1000;

export type BackgroundWork = {
  readonly queue: Queue;
  worker(): WorkerProcess | undefined;
  readonly storage: Storage;
  readonly database: Database;
};

/** GET tells; DELETE empties the storage of uploads first, of what no document has any more. */
export function answerProbe(call: Call, { queue, worker, storage, database }: BackgroundWork): Answer {
  if (call.method === "DELETE") storage.empty(filesOfDocuments(database));
  else if (call.method !== "GET") return methodNotAllowed(["GET", "DELETE"]);
  const asked = call.query.get("after");
  const after = asked === null ? queue.newest() : Number(asked);
  if (!Number.isSafeInteger(after) || after < 0 || asked === "")
    return restJson(400, { problem: "after is the cursor of the last answer, a whole number" });
  queue.lookAtResults();
  const { events, cursor } =
    asked === null ? { events: [], cursor: after } : queue.eventsAfter(after, MOST_EVENTS);
  const answer: ProbeAnswer = {
    now: Date.now(),
    cursor,
    worker: stateOf(queue, worker()),
    queue: queue.depth(),
    events,
    storage: storage.state(filesOfDocuments(database)),
  };
  return restJson(200, answer);
}

function filesOfDocuments(database: Database): ReadonlySet<string> {
  return new Set(database.rows<{ file: string }>("SELECT file FROM document").map(({ file }) => file));
}

/** The worker's webhook: noted when it arrives, by our clock. */
export function takeAcknowledgement(call: Call, { queue }: BackgroundWork): Answer {
  if (call.method !== "POST") return methodNotAllowed(["POST"]);
  const told = acknowledgementIn(call.body);
  if (told === undefined) return restJson(400, { problem: "an acknowledgement names its task and its id" });
  queue.note("acknowledged", { id: told.task, task: told.name });
  return noContent();
}

function stateOf(queue: Queue, worker: WorkerProcess | undefined): ProbeAnswer["worker"] {
  if (worker === undefined) return "starting";
  if (!worker.isRunning()) return "gone";
  return queue.isTakenOverBy(worker.pid) ? "ready" : "starting";
}

function acknowledgementIn(body: string): { task: string; name: string } | undefined {
  try {
    const { task, name } = JSON.parse(body) as { task?: unknown; name?: unknown };
    return typeof task === "string" && typeof name === "string" ? { task, name } : undefined;
  } catch {
    return undefined;
  }
}
