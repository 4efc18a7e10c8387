// The probe of Redis on a real one: the depth is what redis-cli says, the figures are what the target did and not the probe.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@redis/client";
import type { Reading, Watch } from "../../src/probes/probe.ts";
import { redisProbe } from "../../src/probes/redis.ts";
import { type Redis, withoutRedis, withRedis } from "../redis.ts";
import { settings, tell } from "./told.ts";

const skip = withoutRedis();
const PATIENCE_MS = 5_000;

type Ground = {
  readonly redis: Redis;
  readonly watch: Watch<"redis">;
  readonly about: ReturnType<typeof tell>;
  /** The figures of one look. */
  look(): Promise<Partial<Record<Reading["figure"], number>>>;
};

/** `broker` and `cache`: databases of the one server. */
async function ground(
  { broker, cache }: { broker?: number; cache?: number },
  use: (ground: Ground) => Promise<void>,
): Promise<void> {
  await withRedis(async (redis) => {
    const address = (database: number | undefined): string | undefined =>
      database === undefined ? undefined : `redis://127.0.0.1:${redis.port}/${database}`;
    const about = tell();
    const watch = await redisProbe.open(
      settings({ "probes.broker": address(broker), "probes.cache": address(cache) }),
      about,
    );
    try {
      await use({
        redis,
        watch,
        about,
        look: async () =>
          Object.fromEntries((await watch.look()).map(({ figure, value }) => [figure, value])),
      });
    } finally {
      const began = performance.now();
      await watch.close();
      assert.ok(performance.now() - began < 1000, "closing hangs");
    }
  });
}

/** The target's own use of its cache, by one connection that is open before the first look. */
async function asTarget(redis: Redis, use: (client: ReturnType<typeof createClient>) => Promise<void>) {
  const client = createClient({ url: `redis://127.0.0.1:${redis.port}/1`, RESP: 2 });
  await client.connect();
  try {
    await use(client as ReturnType<typeof createClient>);
  } finally {
    client.destroy();
  }
}

describe("the probe of Redis", { skip }, () => {
  test("the depth is LLEN plus HLEN as redis-cli tells them, and each question is asked afresh", async () => {
    await ground({ broker: 0 }, async ({ redis, look, about }) => {
      const byHand = (): number =>
        Number(redis.ask(0, "llen", "celery")) + Number(redis.ask(0, "hlen", "unacked"));
      const steps: readonly (readonly string[])[] = [
        ["rpush", "celery", "a", "b", "c", "d", "e"],
        ["hset", "unacked", "tag-1", "a", "tag-2", "b"],
        ["lpop", "celery", "3"],
        ["hdel", "unacked", "tag-1"],
        ["del", "celery", "unacked"],
      ];
      const seen: number[] = [];
      for (const step of steps) {
        redis.ask(0, ...step);
        const { queue_depth } = await look();
        assert.equal(queue_depth, byHand(), step.join(" "));
        const { queue } = await about.tasks.answer(undefined);
        assert.equal((queue?.waiting ?? 0) + (queue?.reserved ?? 0), byHand());
        seen.push(queue_depth);
      }
      assert.deepEqual(seen, [5, 7, 4, 3, 0]);
    });
  });

  test("tasks of a priority wait in lists of their own, and other queues are not counted", async () => {
    await ground({ broker: 0 }, async ({ redis, look, about }) => {
      redis.ask(0, "rpush", "celery\x06\x163", "a");
      redis.ask(0, "rpush", "celery", "b");
      redis.ask(0, "rpush", "mail", "c");
      redis.ask(1, "rpush", "celery", "d");
      assert.equal((await look()).queue_depth, 2);
      assert.deepEqual((await about.tasks.answer(undefined)).queue, { waiting: 2, reserved: 0 });
    });
  });

  test("hits, misses and commands are the target's; what the probe sends itself is none of them", async () => {
    await ground({ broker: 0, cache: 1 }, async ({ redis, look, about, watch }) => {
      await asTarget(redis, async (client) => {
        await client.set("there", "1");
        await look();
        const began = performance.now();
        for (let time = 0; time < 30; time += 1) await client.get("there");
        for (let time = 0; time < 10; time += 1) await client.get("not there");
        for (let time = 0; time < 20; time += 1) await about.tasks.answer(undefined);
        const seen = await look();
        const perSecond = 40 / ((performance.now() - began) / 1000);
        assert.equal(seen.cache_hits, 0.75);
        const { cache_commands = 0 } = seen;
        assert.ok(Math.abs(cache_commands - perSecond) < perSecond / 4, `${cache_commands} of ${perSecond}`);
        await about.tasks.answer(undefined);
        assert.deepEqual(await look(), { queue_depth: 0, cache_commands: 0 });
        const report = await watch.report();
        assert.deepEqual([report.hits, report.misses], [30, 10]);
        const calls = Object.fromEntries(report.commands.map(({ text, calls }) => [text, calls]));
        assert.deepEqual(
          [calls.GET, calls.LLEN, calls.INFO, calls.EXEC],
          [40, undefined, undefined, undefined],
        );
        assert.ok(report.commands.every(({ ms }) => ms >= 0));
      });
    });
  });

  test("look-ups of a broker that is another server are not taken from the cache's", async () => {
    await withRedis(async (other) => {
      await withRedis(async (redis) => {
        const about = tell();
        const watch = await redisProbe.open(
          settings({
            "probes.broker": `redis://127.0.0.1:${other.port}/0`,
            "probes.cache": `redis://127.0.0.1:${redis.port}/0`,
          }),
          about,
        );
        try {
          redis.ask(0, "get", "not there");
          const figures = (await watch.look()).filter(({ figure }) => figure === "cache_hits");
          assert.deepEqual(figures, [{ figure: "cache_hits", value: 0 }]);
        } finally {
          await watch.close();
        }
      });
    });
  });

  test("counters that were reset give no figure once, and no negative one", async () => {
    await ground({ cache: 1 }, async ({ redis, look, watch }) => {
      await asTarget(redis, async (client) => {
        const read = async (): Promise<void> => {
          for (let time = 0; time < 50; time += 1) await client.get("not there");
        };
        await read();
        await look();
        redis.ask(0, "config", "resetstat");
        await client.get("not there");
        assert.deepEqual(await look(), {});
        await read();
        assert.equal((await look()).cache_hits, 0);
        assert.equal((await watch.report()).misses, 100);
      });
    });
  });

  test("a server that is gone is a gap; when it is back the probe sees again, from a fresh start", async () => {
    await ground({ broker: 0, cache: 1 }, async ({ redis, look }) => {
      await look();
      await redis.restart(async () => {
        await assert.rejects(look(), /Redis at 127\.0\.0\.1:\d+\/0/);
      });
      redis.ask(0, "rpush", "celery", "a");
      let seen: Awaited<ReturnType<typeof look>> | undefined;
      for (
        const latest = Date.now() + PATIENCE_MS;
        seen === undefined && Date.now() < latest;
        await sleep(50)
      )
        seen = await look().catch(() => undefined);
      assert.deepEqual(seen, { queue_depth: 1 });
      assert.ok("cache_commands" in (await look()));
    });
  });

  test("a server that hangs is a gap after 2 s, and does not hang the probe", async () => {
    await ground({ broker: 0 }, async ({ redis, look }) => {
      redis.ask(0, "client", "pause", "3000", "all");
      const began = performance.now();
      await assert.rejects(look(), /no answer within 2 s/);
      assert.ok(performance.now() - began < 3000);
    });
  });

  test("a queue that is no list is named, not counted", async () => {
    await ground({ broker: 0 }, async ({ redis, look }) => {
      redis.ask(0, "set", "celery", "no list");
      await assert.rejects(look(), /WRONGTYPE/);
    });
  });

  test("with the broker alone there is a depth, and of the cache nothing rather than zeros", async () => {
    await ground({ broker: 0 }, async ({ look, watch }) => {
      assert.deepEqual(await look(), { queue_depth: 0 });
      assert.deepEqual(await watch.report(), { hits: null, misses: null, commands: [] });
    });
  });

  test("with the cache alone there is no depth, for k6 neither", async () => {
    await ground({ cache: 0 }, async ({ look, about }) => {
      assert.deepEqual(Object.keys(await look()), ["cache_commands"]);
      assert.equal("queue" in (await about.tasks.answer(undefined)), false);
    });
  });

  test("who is refused hears where and why, and no password", async () => {
    await withRedis(async (redis) => {
      redis.ask(0, "config", "set", "requirepass", "right-secret");
      for (const [url, says] of [
        [
          `redis://:wrong-secret@127.0.0.1:${redis.port}/0`,
          /probes\.broker: no Redis at 127\.0\.0\.1:\d+\/0/,
        ],
        [`redis://127.0.0.1:${redis.port}/0`, /NOAUTH|Authentication required/],
        ["redis://:wrong-secret@127.0.0.1:1/0", /no Redis at 127\.0\.0\.1:1\/0.*start it/],
        ["http://:wrong-secret@127.0.0.1/0", /probes\.broker is no address of a Redis/],
      ] as const) {
        const error = await redisProbe.open(settings({ "probes.broker": url }), tell()).then(
          () => assert.fail(url),
          (caught: Error) => caught,
        );
        assert.match(error.message, says);
        assert.doesNotMatch(`${error.message} ${error.stack}`, /secret/);
      }
      const watch = await redisProbe.open(
        settings({ "probes.broker": `redis://:right-secret@127.0.0.1:${redis.port}/0` }),
        tell(),
      );
      await watch.close();
    });
  });
});
