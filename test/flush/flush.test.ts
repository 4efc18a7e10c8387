// Flushes of a real Redis by the tool's own program; Django and Celery around it are fake (fake_manage.py says how).

import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type ExitName, exitCodes } from "../../src/exit-codes.ts";
import { type Ended, scratchFolder, tool } from "../load/process.ts";
import { type Redis, withoutRedis, withRedis } from "../redis.ts";
import { fakeManage, type State } from "./fake-target.ts";

const skip = withoutRedis();

/** A Redis with 2 cached keys and a session in its database 0, and 3 waiting tasks in `queueAt`. */
async function ground(
  t: TestContext,
  use: (ground: {
    redis: Redis;
    flush: (state: State, ...args: string[]) => Promise<Ended>;
    keys: () => number[];
  }) => Promise<void>,
  queueAt = 0,
): Promise<void> {
  await withRedis(async (redis) => {
    redis.ask(0, "mset", "obcms:1:a", "1", "obcms:1:b", "2", "obcms:1:django.contrib.sessions.cache1", "3");
    redis.ask(queueAt, "rpush", "celery", "one", "two", "three");
    redis.ask(queueAt, "hset", "unacked", "tag", "in the hands of a worker");
    const path = join(scratchFolder(t), "state.json");
    await use({
      redis,
      keys: () => [0, queueAt].map((database) => Number(redis.ask(database, "dbsize"))),
      flush: (state, ...args) => {
        return tool(["flush", ...args, "--base-url", "http://127.0.0.1:9"], {
          ...process.env,
          OBCMS_MANAGE: fakeManage(path, redis, queueAt, state),
        }).ended;
      },
    });
  });
}

function assertEnded({ exitCode, stdout, stderr }: Ended, exit: ExitName, says: RegExp): void {
  assert.equal(exitCode, exitCodes[exit].code, stdout + stderr);
  assert.match(stdout + stderr, says);
}

test("a cache beside the queue's database is emptied alone, and the sessions are said to be gone", {
  skip,
}, async (t) => {
  await ground(
    t,
    async ({ flush, keys }) => {
      assertEnded(await flush({}, "cache"), "pass", /^cache: 3 keys .* removed; everybody is signed out\n/);
      assert.deepEqual(keys(), [0, 2]);
    },
    1,
  );
});

test("sessions that are kept in the database are not said to be gone", { skip }, async (t) => {
  const sessions = "django.contrib.sessions.backends.cached_db";
  await ground(
    t,
    async ({ flush }) => {
      assertEnded(
        await flush({ sessions }, "cache"),
        "pass",
        /^cache: 3 keys of its Redis database removed\n/,
      );
    },
    1,
  );
});

test("the queue is emptied of what waits, and not of what a worker has in its hands", { skip }, async (t) => {
  await ground(t, async ({ flush, keys, redis }) => {
    assertEnded(await flush({}, "queue"), "pass", /^queue: 3 waiting tasks removed\n/);
    assert.deepEqual(keys(), [4, 4]);
    assert.equal(redis.ask(0, "hlen", "unacked"), "1");
    assertEnded(await flush({}, "queue"), "pass", /^queue: 0 waiting tasks removed\n/);
  });
});

test("a cache that shares the queue's database is refused alone, however its server is spelled", {
  skip,
}, async (t) => {
  await ground(t, async ({ flush, keys, redis }) => {
    const refused = /in one Redis database.*FLUSHDB.*flush cache queue/s;
    assertEnded(await flush({}, "cache"), "refused", refused);
    assertEnded(await flush({ broker: ["localhost", redis.port, 0] }, "cache"), "refused", refused);
    assert.deepEqual(keys(), [5, 5]);
  });
});

test("both together empty the queue first, so that its tasks are counted", { skip }, async (t) => {
  await ground(t, async ({ flush, keys }) => {
    const ended = await flush({}, "cache", "queue", "--json");
    assert.equal(ended.exitCode, 0, ended.stderr);
    assert.deepEqual(JSON.parse(ended.stdout), [
      { what: "queue", removed: 3, endedSessions: false },
      { what: "cache", removed: 4, endedSessions: true },
    ]);
    assert.deepEqual(keys(), [0, 0]);
  });
});

const refusals = [
  { title: "without the marker", state: { marker: null }, exit: "refused", says: /does not say that it is/ },
  {
    title: "with somebody else's row in the marker's place",
    state: { marker: "meetings about performance" },
    exit: "refused",
    says: /its row says "meetings/,
  },
  {
    title: "whose tables cannot be read",
    state: { error: "no such table" },
    exit: "configuration",
    says: /RuntimeError: no such table/,
  },
  {
    title: "whose marker vanishes between question and act",
    state: { markerLost: true },
    exit: "refused",
    says: /has lost its performance marker meanwhile; the queue was not emptied/,
  },
  {
    title: "whose processes have a cache each",
    state: { cache: null, backend: "django.core.cache.backends.locmem.LocMemCache" },
    exit: "configuration",
    says: /each process keeps its own/,
  },
  {
    title: "whose broker does not answer",
    state: { broker: null },
    exit: "configuration",
    says: /its broker does not answer/,
  },
] as const;
for (const { title, state, exit, says } of refusals) {
  test(`a target ${title} is left alone`, { skip }, async (t) => {
    await ground(t, async ({ flush, keys }) => {
      assertEnded(await flush(state, "cache", "queue"), exit, says);
      assert.deepEqual(keys(), [5, 5]);
    });
  });
}

test("whether a silent broker shares the cache's Redis cannot be told, so the cache is refused; another kind cannot share it", {
  skip,
}, async (t) => {
  await ground(t, async ({ flush, keys }) => {
    assertEnded(await flush({ broker: null }, "cache"), "refused", /cannot be told/);
    assert.deepEqual(keys(), [5, 5]);
    assertEnded(await flush({ broker: null, driver: "amqp" }, "cache"), "pass", /^cache: 5 keys/);
  });
});

test("Ctrl-C during the first of two ends with what is known of it, and the second is left alone", {
  skip,
}, async (t) => {
  await ground(t, async ({ flush, keys }) => {
    const during = await flush({ interrupt: "before" }, "cache", "queue");
    assertEnded(
      during,
      "interrupted",
      /nothing had been emptied\n.*the queue may have been emptied: as a whole/,
    );
    assert.deepEqual(keys(), [5, 5]);
    const after = await flush({ interrupt: "after" }, "cache", "queue");
    assertEnded(after, "interrupted", /saw {2}queue: 3 waiting tasks removed\n/);
    assert.doesNotMatch(after.stderr, /the cache|nothing had been/);
    assert.deepEqual(keys(), [4, 4]);
  });
});

const manage = { OBCMS_MANAGE: "/no/such/program" };
const elsewhere = "http://obcms.example.org:80";
const misuses = [
  { args: ["cache"], env: manage, exit: "usage", says: /No target is named/ },
  { args: ["sessions", "--base-url", "http://127.0.0.1:9"], env: manage, exit: "usage", says: /"sessions"/ },
  {
    args: ["cache", "--base-url", "http://127.0.0.1:9"],
    env: {},
    exit: "configuration",
    says: /OBCMS_MANAGE/,
  },
  { args: ["cache", "--base-url", elsewhere], env: manage, exit: "refused", says: /no one has allowed it/ },
  {
    args: ["cache", "--base-url", elsewhere],
    env: { ...manage, OBCMS_ALLOWED_ORIGINS: elsewhere },
    exit: "refused",
    says: /allowWrites is false/,
  },
  {
    args: ["cache", "--base-url", elsewhere],
    env: { ...manage, OBCMS_ALLOWED_ORIGINS: elsewhere, OBCMS_ALLOW_WRITES: "true" },
    exit: "configuration",
    says: /could not be started/,
  },
] as const;
for (const { args, env, exit, says } of misuses) {
  test(`flush ${args.join(" ")} with ${Object.keys(env).join(", ") || "no variable"}: ${exit}`, async () => {
    assertEnded(await tool(["flush", ...args], { ...process.env, ...env }).ended, exit, says);
  });
}
