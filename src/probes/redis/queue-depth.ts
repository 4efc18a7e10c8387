// How many tasks wait in a Celery queue in Redis, and how many a worker has fetched ahead, both of one moment.

import type { RedisConnection } from "./connection.ts";

/** Celery's Redis transport keeps a list for each of these priorities; 0 is the one without a suffix. */
const PRIORITIES = ["", "3", "6", "9"];
const SEPARATOR = "\x06\x16";

export type QueueDepth = {
  ask(): Promise<{ waiting: number; reserved: number }>;
  /** Look-ups that `ask` made so far, by what they found. */
  readonly lookUps: Readonly<{ hits: number; misses: number }>;
};

export function queueDepth(broker: RedisConnection, queue: string): QueueDepth {
  const lists = PRIORITIES.map((priority) => (priority === "" ? queue : `${queue}${SEPARATOR}${priority}`));
  const commands = [...lists.map((list) => ["LLEN", list]), ["HLEN", "unacked"]];
  const lookUps = { hits: 0, misses: 0 };
  return {
    lookUps,
    async ask() {
      const lengths = (await broker.atOnce(commands)).map(Number);
      // An empty list or hash does not exist in Redis.
      for (const length of lengths) lookUps[length > 0 ? "hits" : "misses"] += 1;
      const reserved = lengths.pop() ?? 0;
      return { waiting: lengths.reduce((sum, length) => sum + length, 0), reserved };
    },
  };
}
