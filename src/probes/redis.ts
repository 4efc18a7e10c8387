// The probe of Redis: how deep Celery's queue is, and what the cache does. Each of both where its address is given; they may
// be the same server.

import type { Probe, Reading } from "./probe.ts";
import { type CacheWatch, watchCache } from "./redis/cache-watch.ts";
import { connectRedis, type RedisConnection } from "./redis/connection.ts";
import { type QueueDepth, queueDepth } from "./redis/queue-depth.ts";
import { readCounters } from "./redis/server-counters.ts";

const NOTHING = { hits: 0, misses: 0 } as const;

export const redisProbe: Probe<"redis"> = {
  name: "redis",
  everyMs: 1000,
  async open(values, about) {
    const connections: RedisConnection[] = [];
    const connect = async (name: "probes.broker" | "probes.cache"): Promise<RedisConnection | undefined> => {
      const url = values[name];
      if (url === undefined) return undefined;
      const connection = await connectRedis(url, name);
      connections.push(connection);
      return connection;
    };
    const close = async (): Promise<void> => {
      for (const connection of connections) connection.close();
    };
    try {
      const broker = await connect("probes.broker");
      const server = await connect("probes.cache");
      if (broker === undefined && server === undefined)
        throw new Error("neither probes.broker nor probes.cache names a Redis; give one, or both");
      const depth = broker && queueDepth(broker, values["probes.queue"]);
      await depth?.ask();
      const cache = server && (await watchBeside(server, broker, depth));
      if (depth !== undefined) about.tasks.answerDepth(depth.ask);
      let looks = 0;
      const look = async (): Promise<readonly Reading[]> => {
        // The queue first: its commands are then among those that the cache's server has counted.
        const queue = await depth?.ask();
        const readings: Reading[] = [];
        if (queue !== undefined)
          readings.push({ figure: "queue_depth", value: queue.waiting + queue.reserved });
        if (cache !== undefined) readings.push(...(await cache.look()));
        looks += 1;
        return readings;
      };
      return {
        look,
        async report() {
          await look().catch((error: unknown) => {
            if (looks === 0) throw error;
          });
          return cache?.whole() ?? { hits: null, misses: null, commands: [] };
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** The same server by another name, or another database of it, has the same run id. */
async function watchBeside(
  server: RedisConnection,
  broker: RedisConnection | undefined,
  depth: QueueDepth | undefined,
): Promise<CacheWatch> {
  const brokersRunId = broker && (await readCounters(broker)).runId;
  const cachesRunId = (await readCounters(server)).runId;
  const isShared = brokersRunId === cachesRunId;
  return watchCache(server, () => ({
    ...((isShared ? depth?.lookUps : undefined) ?? NOTHING),
    sent: isShared && broker !== undefined ? sumOf(server.sent, broker.sent) : server.sent,
  }));
}

function sumOf(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): Map<string, number> {
  const sum = new Map(one);
  for (const [name, times] of other) sum.set(name, (sum.get(name) ?? 0) + times);
  return sum;
}
