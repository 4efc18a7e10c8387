// How many tasks wait for a target's workers, where its broker is Redis. Asked through its own Celery; changes nothing.

import { z } from "zod";
import { askInside } from "./ask.ts";
import type { Manage } from "./manage.ts";

export const queueSchema = z.object({
  /** `redis`; the others are not counted. */
  transport: z.string(),
  /** Null where they are not counted. */
  waiting: z.number().nullable(),
  /** Fetched ahead by a worker and not finished. */
  reserved: z.number().nullable(),
});
export type Queue = z.infer<typeof queueSchema>;

const QUESTION = `
from celery import current_app

with current_app.connection_for_read() as broker:
    answer = {"transport": broker.transport.driver_type, "waiting": None, "reserved": None}
    if answer["transport"] == "redis":
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
        channel = broker.default_channel
        # A queue is a list for each priority.
        keys = [f"{name}{channel.sep}{step}" if step else name for name in current_app.amqp.queues for step in channel.priority_steps]
        answer["waiting"] = sum(channel.client.llen(key) for key in keys)
        answer["reserved"] = channel.client.hlen(channel.unacked_key)
`;

/** Throws a Problem where the command cannot be run, or the broker does not answer. */
export function askQueue(manage: Manage): Promise<Queue> {
  return askInside(manage, QUESTION, queueSchema, "how long its queue is");
}
