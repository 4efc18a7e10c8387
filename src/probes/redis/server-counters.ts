// What a Redis counts since it started: look-ups that found something or nothing, and commands. Read from INFO.

import type { RedisConnection } from "./connection.ts";

export type CommandCounter = { readonly calls: number; readonly microseconds: number };
export type ServerCounters = {
  /** Another one after each start. */
  readonly runId: string;
  readonly hits: number;
  readonly misses: number;
  /** By command, as INFO commandstats names it: `get`, `client|setinfo`. A few hundred at most. */
  readonly commands: ReadonlyMap<string, CommandCounter>;
};

/** Of one moment: a transaction. */
export async function readCounters(server: RedisConnection): Promise<ServerCounters> {
  const replies = await server.atOnce([
    ["INFO", "server"],
    ["INFO", "stats"],
    ["INFO", "commandstats"],
  ]);
  const lines = replies.flatMap((reply) => String(reply).split("\r\n"));
  const told = new Map(
    lines
      .filter((line) => line.includes(":"))
      .map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1)] as const;
      }),
  );
  const commands = new Map<string, CommandCounter>();
  for (const [name, value] of told) {
    const found = /^calls=(\d+),usec=(\d+)/.exec(value);
    if (name.startsWith("cmdstat_") && found !== null)
      commands.set(name.slice("cmdstat_".length), {
        calls: Number(found[1]),
        microseconds: Number(found[2]),
      });
  }
  const hits = Number(told.get("keyspace_hits"));
  const misses = Number(told.get("keyspace_misses"));
  if (Number.isNaN(hits + misses) || commands.size === 0)
    throw new Error(`Redis at ${server.where}: INFO tells no keyspace_hits, or no commandstats`);
  return { runId: told.get("run_id") ?? "", hits, misses, commands };
}

/** What was counted from one to the other; undefined where the counters began anew between them. */
export function countedBetween(before: ServerCounters, now: ServerCounters): ServerCounters | undefined {
  const commands = new Map<string, CommandCounter>();
  const hits = now.hits - before.hits;
  const misses = now.misses - before.misses;
  let isAnew = now.runId !== before.runId || hits < 0 || misses < 0;
  for (const name of new Set([...before.commands.keys(), ...now.commands.keys()])) {
    const [old, fresh] = [before, now].map((counters) => counters.commands.get(name));
    const calls = (fresh?.calls ?? 0) - (old?.calls ?? 0);
    const microseconds = (fresh?.microseconds ?? 0) - (old?.microseconds ?? 0);
    if (calls < 0 || microseconds < 0) isAnew = true;
    if (calls > 0) commands.set(name, { calls, microseconds: Math.max(0, microseconds) });
  }
  return isAnew ? undefined : { runId: now.runId, hits, misses, commands };
}
