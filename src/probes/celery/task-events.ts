// Celery's task events as a source. Web process and worker publish them in Redis, by kombu's fanout exchange `celeryev`: the web
// process where it sets task_send_sent_event, the worker where it is started with -E. Nobody stores them: what is not heard is
// gone.

import { z } from "zod";
import type { TaskSight } from "../probe.ts";
import { connectRedis } from "../redis/connection.ts";
import type { Source, Told } from "./source.ts";

/** A worker with events beats every 2 s. */
const SILENT_AFTER_MS = 7_000;
/** More than a target has; the oldest is forgotten. */
const MOST_WORKERS = 100;

const moments: Readonly<Record<string, TaskSight["event"]>> = {
  "task-sent": "enqueued",
  "task-received": "received",
  "task-started": "started",
  "task-succeeded": "succeeded",
  "task-failed": "failed",
  "task-retried": "retried",
  "task-rejected": "rejected",
  "task-revoked": "rejected",
};

const envelope = z.object({
  body: z.string(),
  "content-type": z.literal("application/json"),
  properties: z.object({ body_encoding: z.string().optional() }).optional(),
});
const event = z.object({
  type: z.string(),
  /** Seconds since 1970, by the clock of who published it. */
  timestamp: z.number(),
  hostname: z.string().optional(),
  uuid: z.string().optional(),
  name: z.string().nullish(),
  retries: z.number().nullish(),
  requeue: z.boolean().nullish(),
  /** Seconds. */
  runtime: z.number().nullish(),
});
type CeleryEvent = z.infer<typeof event>;

export type TaskEvents = Source & {
  /** Whether anybody has told anything. */
  hasHeard(): boolean;
};

/** `url`: of the broker. Throws where it cannot be reached. */
export async function openTaskEvents(url: string, told: Told): Promise<TaskEvents> {
  const broker = await connectRedis(url, "probes.broker");
  /** When each was heard last, by our clock. */
  const workers = new Map<string, number>();
  let hasHeard = false;
  let hadWorker = false;
  let unread: string | undefined;

  const beat = (worker: string): void => {
    workers.delete(worker);
    workers.set(worker, Date.now());
    const [oldest] = workers.keys();
    if (workers.size > MOST_WORKERS && oldest !== undefined) workers.delete(oldest);
    hadWorker = true;
    told.worker("ready");
  };
  const leave = (worker: string): void => {
    workers.delete(worker);
    if (workers.size === 0) told.worker("gone");
  };
  const take = (one: CeleryEvent): void => {
    hasHeard = true;
    const { type, uuid, hostname = "" } = one;
    if (type === "worker-offline") leave(hostname);
    else if (type.startsWith("worker-")) beat(hostname);
    const moment = moments[type];
    if (moment === undefined || uuid === undefined) return;
    if (type !== "task-sent") beat(hostname);
    // An attempt is enqueued again, and the task is not; what is put back into the queue is not put away.
    if ((moment === "enqueued" && (one.retries ?? 0) > 0) || one.requeue === true) return;
    const worked = typeof one.runtime === "number" ? { workedMs: 1000 * one.runtime } : {};
    told.saw({
      task: uuid,
      name: one.name ?? "",
      event: moment,
      at: Math.round(1000 * one.timestamp),
      ...worked,
    });
  };
  const hear = (message: string, channel: string): void => {
    try {
      for (const one of eventsIn(message)) take(one);
    } catch (error) {
      unread = `a message on ${channel} is no event in JSON (${String(error).slice(0, 100)}); set event_serializer = "json"`;
    }
  };
  try {
    await broker.listen(channelsOf(url), hear);
  } catch (error) {
    broker.close();
    throw error;
  }
  return {
    name: "events",
    tellsEnds: () => hadWorker,
    hasHeard: () => hasHeard,
    async look() {
      for (const [worker, at] of workers) if (Date.now() - at > SILENT_AFTER_MS) leave(worker);
      const why = broker.interruption() ?? unread;
      unread = undefined;
      if (why !== undefined) throw new Error(`probes.broker: ${why}`);
    },
    close: async () => broker.close(),
  };
}

/** `/0.celeryev/task.sent`: the database is in the name, because Redis publishes to all of them. */
function channelsOf(url: string): string[] {
  const database = new URL(url).pathname.slice(1) || "0";
  // The last one is what fanout_prefix = False makes of it.
  return [`*/${database}.celeryev/*`, `*/${database}.celeryev`, "celeryev/*"];
}

/** A worker publishes its events one by one, or as many as have gathered. Throws where it is none. */
function eventsIn(message: string): CeleryEvent[] {
  const { body, properties } = envelope.parse(JSON.parse(message));
  const text = properties?.body_encoding === "base64" ? Buffer.from(body, "base64").toString("utf8") : body;
  return z.union([z.array(event), event.transform((one) => [one])]).parse(JSON.parse(text));
}
