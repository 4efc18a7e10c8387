// The cache's figures from one look to the next, and what it did since the first. What the probe sends itself is taken away:
// it knows each of its commands, and of each of its look-ups whether it found something.

import type { Consumer } from "../../result/probes.ts";
import type { Reading } from "../probe.ts";
import type { RedisConnection } from "./connection.ts";
import { type CommandCounter, countedBetween, readCounters, type ServerCounters } from "./server-counters.ts";

const MOST_COMMANDS = 10;

/** What the probe did itself on the cache's server so far. */
export type Own = () => {
  readonly hits: number;
  readonly misses: number;
  readonly sent: ReadonlyMap<string, number>;
};

export type CacheWatch = {
  readonly runId: string;
  look(): Promise<readonly Reading[]>;
  /** Takes no look. */
  whole(): { hits: number; misses: number; commands: Consumer[] };
};

export async function watchCache(server: RedisConnection, own: Own): Promise<CacheWatch> {
  let before = await snapshot(server, own);
  const whole = { hits: 0, misses: 0, commands: new Map<string, CommandCounter>() };
  return {
    runId: before.counters.runId,
    async look() {
      const now = await snapshot(server, own);
      const seconds = (now.at - before.at) / 1000;
      const counted = withoutOwn(countedBetween(before.counters, now.counters), before.own, now.own);
      before = now;
      if (counted === undefined) return [];
      whole.hits += counted.hits;
      whole.misses += counted.misses;
      let calls = 0;
      for (const [name, counter] of counted.commands) {
        calls += counter.calls;
        const sum = whole.commands.get(name) ?? { calls: 0, microseconds: 0 };
        whole.commands.set(name, {
          calls: sum.calls + counter.calls,
          microseconds: sum.microseconds + counter.microseconds,
        });
      }
      const lookUps = counted.hits + counted.misses;
      const readings: Reading[] = [{ figure: "cache_commands", value: calls / seconds }];
      if (lookUps > 0) readings.push({ figure: "cache_hits", value: counted.hits / lookUps });
      return readings;
    },
    whole: () => ({
      hits: whole.hits,
      misses: whole.misses,
      commands: [...whole.commands]
        .sort(([, one], [, other]) => other.microseconds - one.microseconds)
        .slice(0, MOST_COMMANDS)
        .map(([name, { calls, microseconds }]) => ({
          text: name.toUpperCase().replace("|", " "),
          calls,
          ms: microseconds / 1000,
          rows: null,
        })),
    }),
  };
}

type Snapshot = { readonly at: number; readonly counters: ServerCounters; readonly own: ReturnType<Own> };

async function snapshot(server: RedisConnection, own: Own): Promise<Snapshot> {
  const counters = await readCounters(server);
  const { hits, misses, sent } = own();
  return { at: performance.now(), counters, own: { hits, misses, sent: new Map(sent) } };
}

/** The time of a command that both sent is shared by how often each did. */
function withoutOwn(
  counted: ServerCounters | undefined,
  before: ReturnType<Own>,
  now: ReturnType<Own>,
): ServerCounters | undefined {
  if (counted === undefined) return undefined;
  const commands = new Map<string, CommandCounter>();
  for (const [name, { calls, microseconds }] of counted.commands) {
    const theirs = calls - ((now.sent.get(name) ?? 0) - (before.sent.get(name) ?? 0));
    if (theirs > 0) commands.set(name, { calls: theirs, microseconds: (microseconds * theirs) / calls });
  }
  return {
    ...counted,
    hits: Math.max(0, counted.hits - (now.hits - before.hits)),
    misses: Math.max(0, counted.misses - (now.misses - before.misses)),
    commands,
  };
}
