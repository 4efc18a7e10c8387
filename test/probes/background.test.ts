// The probes of Celery and Redis on a real worker and a real Redis. What they tell is compared with what the tasks themselves
// noted down, with the stored results, and with redis-cli.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { celeryProbe } from "../../src/probes/celery.ts";
import type { Watch } from "../../src/probes/probe.ts";
import { redisProbe } from "../../src/probes/redis.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { TaskEvent } from "../../tests/performance/k6/catalogue/task-events.ts";
import { openLedger } from "../../tests/performance/k6/lib/task-ledger.ts";
import { type CeleryOptions, type Enqueued, enqueue, startWorker, withoutDjango } from "../django.ts";
import { scratchFolder } from "../load/process.ts";
import { type Redis, withoutRedis, withRedis } from "../redis.ts";
import { freePort } from "../service.ts";
import { settings, tell } from "./told.ts";

const run = promisify(execFile);
const skip = withoutRedis() || (await withoutDjango());
const READY_MS = 30_000;
const NO_DATABASE = "sqlite:///nowhere";

type Ground = {
  readonly redis: Redis;
  readonly variables: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly about: ReturnType<typeof tell>;
  readonly celery: Watch<"celery">;
  /** Every event that k6 would have heard so far. */
  readonly events: TaskEvent[];
  start(options: CeleryOptions): ReturnType<typeof startWorker>;
  /** Looks as a run does until that is so. */
  until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** What the result backend holds of a task. */
  result(task: Enqueued): { status: string; began: number; ended: number } | undefined;
};

/** Both probes are open, no worker runs yet. Workers that a test starts are ended with it. */
async function ground(
  t: TestContext,
  { given, variables = {} }: { given: readonly (keyof SettingValues)[]; variables?: Record<string, string> },
  use: (ground: Ground) => Promise<void>,
): Promise<void> {
  await withRedis(async (redis) => {
    const logPath = join(scratchFolder(t), "celery.log");
    const webhookPort = await freePort();
    const all: Partial<SettingValues> = {
      "probes.broker": `redis://127.0.0.1:${redis.port}/0`,
      "probes.results": `redis://127.0.0.1:${redis.port}/1`,
      "probes.workerLog": logPath,
      "probes.webhookPort": webhookPort,
      "probes.workerZone": variables.MINIOBCMS_TIME_ZONE ?? "Asia/Manila",
    };
    const here = settings(
      Object.fromEntries(
        Object.entries(all).filter(([name]) => name === "probes.workerZone" || given.includes(name as never)),
      ),
    );
    const environment = {
      CELERY_BROKER_URL: `redis://127.0.0.1:${redis.port}/0`,
      CELERY_RESULT_BACKEND: `redis://127.0.0.1:${redis.port}/1`,
      ...(given.includes("probes.webhookPort")
        ? { MINIOBCMS_WEBHOOK: `http://127.0.0.1:${webhookPort}/` }
        : {}),
      ...variables,
    };
    const about = tell();
    const watches: Watch[] = [];
    const workers: Awaited<ReturnType<typeof startWorker>>[] = [];
    const events: TaskEvent[] = [];
    let cursor = 0;
    try {
      // Where its log is all there is, k6 asks for the queue all the same.
      const broker = settings({ "probes.broker": all["probes.broker"] });
      const depth = await redisProbe.open(broker, about);
      watches.push(depth);
      const celery = await celeryProbe.open(here, about);
      watches.push(celery);
      const until: Ground["until"] = async (what, isSo) => {
        for (const latest = Date.now() + READY_MS; ; await sleep(50)) {
          await celery.look().catch((error: Error) => assert.match(error.message, /is not there/));
          const answer = await about.tasks.answer(cursor);
          cursor = answer.cursor;
          events.push(...answer.events);
          if (await isSo()) return;
          if (Date.now() > latest) assert.fail(`not within ${READY_MS / 1000} s: ${what}`);
        }
      };
      await use({
        redis,
        variables: environment,
        logPath,
        about,
        celery,
        events,
        until,
        async start(options) {
          const worker = await startWorker(NO_DATABASE, environment, options);
          workers.push(worker);
          return worker;
        },
        result({ id }) {
          const text = redis.ask(1, "get", `celery-task-meta-${id}`);
          if (text === "") return undefined;
          const { status, result } = JSON.parse(text);
          return { status, ...result };
        },
      });
    } finally {
      for (const worker of workers) await worker.stop();
      for (const watch of watches) await watch.close();
    }
  });
}

const everything = ["probes.broker", "probes.results", "probes.workerLog", "probes.webhookPort"] as const;
const withEvents = { MINIOBCMS_TASK_EVENTS: "1" };

/** ±5 % or ±20 ms, whichever is larger. */
function assertNear(seen: number | undefined, truth: number, what: string): void {
  assert.ok(seen !== undefined, `${what}: nothing was seen`);
  const allowed = Math.max(20, truth / 20);
  assert.ok(Math.abs(seen - truth) <= allowed, `${what}: ${seen} ms seen, ${truth} ms in truth`);
}

/** As kombu publishes that a task was sent. */
function sentEvent(uuid: string): string {
  const body = JSON.stringify({ type: "task-sent", timestamp: 1000, uuid, name: "t", retries: 0 });
  return JSON.stringify({
    body: Buffer.from(body).toString("base64"),
    "content-type": "application/json",
    properties: { body_encoding: "base64" },
  });
}

describe("a real worker", { skip }, () => {
  test("all sources together: the depth, every wait, every duration and every end, each once", async (t) => {
    await ground(t, { given: everything, variables: withEvents }, async (ground) => {
      const { redis, variables, about, celery, events, until, result, start } = ground;
      // Never while nothing else may go on: what arrives meanwhile would be late.
      const length = async (...command: readonly string[]): Promise<number> =>
        Number((await run("redis-cli", ["-p", `${redis.port}`, ...command])).stdout);
      const byHand = async (): Promise<number> =>
        (await length("llen", "celery")) + (await length("hlen", "unacked"));
      const depth = async (): Promise<number> => {
        const { queue } = await about.tasks.answer(undefined);
        return queue === undefined ? Number.NaN : queue.waiting + queue.reserved;
      };
      const work = [100, 250, 700, 100, 250].map((ms) => ["miniobcms.work", ms] as const);
      const sent = await enqueue(variables, work);
      assert.deepEqual([await depth(), await byHand()], [5, 5]);
      const others = await enqueue(variables, [
        ["miniobcms.fail"],
        ["miniobcms.fail"],
        ["miniobcms.retry_once", 1],
        ["miniobcms.reject"],
        ["miniobcms.ignore"],
        ["miniobcms.unheard_of"],
      ]);
      assert.deepEqual([await depth(), await byHand()], [11, 11]);
      await start({ concurrency: 1, prefetch: 2, log: { path: ground.logPath, by: "itself" } });
      // Nobody can ask twice in one moment, so it is asked between two equal answers of redis-cli; until the retry comes, the
      // depth only falls.
      let compared = 0;
      await until("every task has ended, and the queue is empty", async () => {
        const before = await byHand();
        const seen = await depth();
        if (before > 5 && before === (await byHand())) {
          assert.equal(seen, before);
          if (before < 11) compared += 1;
        }
        return before === 0 && events.filter(({ event }) => /succeeded|failed/.test(event)).length === 11;
      });
      assert.ok(compared > 0, "no look met the queue partly drained");

      const names = new Map<string, Map<string, TaskEvent>>();
      for (const event of events) {
        const ofTask = names.get(event.task) ?? new Map<string, TaskEvent>();
        assert.equal(ofTask.has(event.event), false, `${event.name} ${event.event} twice`);
        if (ofTask.size === 0) assert.equal(event.event, "enqueued");
        names.set(event.task, ofTask.set(event.event, event));
      }
      assert.deepEqual(new Set(names.keys()), new Set([...sent, ...others].map(({ id }) => id)));
      const shown: number[] = [];
      for (const [index, one] of sent.entries()) {
        const seen = names.get(one.id);
        const truth = result(one) ?? assert.fail();
        const at = (event: string): number => seen?.get(event)?.at ?? assert.fail(event);
        const name = `work ${work[index]?.[1]} ms`;
        assertNear(at("enqueued"), 1000 * one.at, `${name}, enqueued`);
        assertNear(at("started") - at("enqueued"), 1000 * (truth.began - one.at), `${name}, waited`);
        assertNear(at("succeeded") - at("enqueued"), 1000 * (truth.ended - one.at), `${name}, finished`);
        shown.push(at("visible") - at("succeeded"));
        assert.ok(at("acknowledged") >= at("enqueued") && at("acknowledged") <= at("started") + 1);
      }
      // Two clocks of one moment, of which the worker may lose its processor between the two in one task, not in most.
      assertNear(shown.sort((a, b) => a - b)[2], 0, "shown, the median");

      const report = await celery.report();
      assert.deepEqual(report.sources, ["events", "log", "results", "webhook"]);
      assert.equal(report.unreadableLines, 0);
      const row = (name: string) => report.tasks.find((one) => one.name === `miniobcms.${name}`);
      const fates = Object.fromEntries(
        report.tasks.map(({ name, enqueued, succeeded, failed, retried, rejected, lost }) => [
          name.replace("miniobcms.", ""),
          { enqueued, succeeded, failed, retried, rejected, lost },
        ]),
      );
      const none = { succeeded: 0, failed: 0, retried: 0, rejected: 0, lost: 0 };
      assert.deepEqual(fates, {
        work: { ...none, enqueued: 5, succeeded: 5 },
        fail: { ...none, enqueued: 2, failed: 2 },
        retry_once: { ...none, enqueued: 1, succeeded: 1, retried: 1 },
        reject: { ...none, enqueued: 1, rejected: 1 },
        ignore: { ...none, enqueued: 1, rejected: 1 },
        unheard_of: { ...none, enqueued: 1, rejected: 1 },
      });
      const worked = (tasks: readonly Enqueued[]): number[] =>
        tasks
          .map((one) => result(one) ?? assert.fail())
          .map(({ began, ended }) => 1000 * (ended - began))
          .sort((one, other) => one - other);
      const [, , median = 0, , longest = 0] = worked(sent);
      assert.ok(median >= 250 && longest >= 700);
      assertNear(row("work")?.worked?.p50, median, "the median work");
      assertNear(row("work")?.worked?.max, longest, "the longest work");
      // Its second attempt, and not the first and the pause of a second before it.
      const [second = 0] = worked([others[2] as Enqueued]);
      assertNear(row("retry_once")?.worked?.max, second, "the second attempt");

      const ledger = openLedger();
      const samples = events.flatMap((event) => ledger.note(event));
      const sum = (metric: string): number =>
        samples.filter((one) => one.metric === metric).reduce((total, { value }) => total + value, 0);
      assert.deepEqual([sum("obcms_tasks_retried"), sum("obcms_tasks_failed")], [1, 5]);
      // Nobody acknowledges what nobody knows.
      assert.deepEqual(ledger.settle({ now: Date.now(), depth: 0, isLast: true }), [
        { metric: "obcms_tasks_unacknowledged", value: 1 },
      ]);
    });
  });

  test("a worker that is killed in the middle: as many are lost as have no result", async (t) => {
    await ground(
      t,
      { given: ["probes.broker", "probes.workerLog"], variables: withEvents },
      async (ground) => {
        const { redis, variables, about, celery, events, until, result, start } = ground;
        const log = { path: ground.logPath, by: "itself" } as const;
        const sizes = { concurrency: 1, prefetch: 1, log };
        const worker = await start(sizes);
        const sent = await enqueue(variables, Array(6).fill(["miniobcms.work", 600]));
        await until(
          "the second task is worked on",
          () => events.filter(({ event }) => event === "started").length === 2,
        );
        await worker.kill();
        await until(
          "the worker is told to be gone",
          async () => (await about.tasks.answer(undefined)).worker === "gone",
        );
        await start(sizes);
        await until("the queue is empty", () => redis.ask(0, "llen", "celery") === "0");
        await until(
          "the last one that waited has ended",
          () => result(sent.at(-1) as Enqueued)?.status === "SUCCESS",
        );
        await sleep(300);
        const withResult = sent.filter((one) => result(one)?.status === "SUCCESS").length;
        // The one that was worked on, and the one that was fetched ahead.
        assert.equal(withResult, 4);
        const [row] = (await celery.report()).tasks;
        assert.deepEqual([row?.enqueued, row?.succeeded, row?.failed, row?.lost], [6, 4, 0, 2]);
        assert.equal((await about.tasks.answer(undefined)).worker, "ready");
      },
    );
  });

  test("the log alone, in another zone, renamed in the middle: nothing is lost, and what nobody tells is null", async (t) => {
    const variables = { MINIOBCMS_TIME_ZONE: "America/New_York" };
    await ground(t, { given: ["probes.workerLog"], variables }, async (ground) => {
      const { logPath, celery, events, until, result, start } = ground;
      await start({ concurrency: 2, prefetch: 4, log: { path: logPath, by: "itself" } });
      await until("its beginning is read", () => true);
      const began = Date.now();
      const sent = await enqueue(ground.variables, Array(30).fill(["miniobcms.work", 100]));
      for (const name of [`${logPath}.1`, `${logPath}.2`]) {
        const next = Date.now() + 400;
        await until("a while has passed", () => Date.now() > next);
        renameSync(logPath, name);
      }
      await until("all have ended", () => events.filter(({ event }) => event === "succeeded").length === 30);
      const { sources, tasks, unreadableLines } = await celery.report();
      const [row] = tasks;
      assert.deepEqual(
        [sources, unreadableLines, row?.enqueued, row?.received, row?.started, row?.succeeded, row?.lost],
        [["log"], 0, null, 30, 30, 30, 0],
      );
      assert.deepEqual([row?.acknowledged, row?.waited, row?.shown], [null, null, null]);
      assertNear(row?.worked?.p50, 100, "the work");
      assert.ok(events.every(({ at }) => at >= began - 1 && at <= Date.now()));
      for (const one of sent) {
        const started = events.find(({ task, event }) => task === one.id && event === "started");
        assertNear(started?.at, 1000 * (result(one)?.began ?? 0), "began");
      }
    });
  });

  test("the log alone, copied and emptied in the middle while the worker's output goes on", async (t) => {
    await ground(
      t,
      { given: ["probes.workerLog"] },
      async ({ logPath, celery, variables, events, until, start }) => {
        await start({ concurrency: 2, prefetch: 4, log: { path: logPath, by: "output" } });
        await until("its beginning is read", () => true);
        await enqueue(variables, Array(20).fill(["miniobcms.work", 50]));
        await until("some have ended", () => events.some(({ event }) => event === "succeeded"));
        await sleep(100);
        copyFileSync(logPath, `${logPath}.1`);
        truncateSync(logPath);
        await until(
          "all have ended",
          () => events.filter(({ event }) => event === "succeeded").length === 20,
        );
        const [row] = (await celery.report()).tasks;
        assert.deepEqual([row?.received, row?.succeeded], [20, 20]);
      },
    );
  });

  test("a broker on which no event is heard blinds the probe that has nothing else", async () => {
    await withRedis(async ({ port }) => {
      await assert.rejects(
        celeryProbe.open(settings({ "probes.broker": `redis://127.0.0.1:${port}/0` }), tell()),
        /no event of Celery's was heard in 3 s; start the worker with -E/,
      );
    });
  });

  test("a broker that was gone is a gap even when it is back, and then events are heard again", async (t) => {
    await withRedis(async (redis) => {
      const path = join(scratchFolder(t), "celery.log");
      writeFileSync(path, "");
      const about = tell();
      const watch = await celeryProbe.open(
        settings({ "probes.broker": `redis://127.0.0.1:${redis.port}/0`, "probes.workerLog": path }),
        about,
      );
      try {
        await watch.look();
        await redis.restart(() => sleep(50));
        // By then it is connected again.
        await sleep(1000);
        await assert.rejects(watch.look(), /probes\.broker: Redis at 127\.0\.0\.1:\d+\/0/);
        for (const latest = Date.now() + READY_MS; about.tasks.account(false).length === 0; await sleep(50)) {
          assert.ok(Date.now() < latest, "nothing is heard any more");
          redis.ask(0, "publish", "/0.celeryev/task.sent", sentEvent("later"));
        }
        await watch.look();
      } finally {
        await watch.close();
      }
    });
  });

  test("events of another database, and what is no event", async (t) => {
    await withRedis(async (redis) => {
      const path = join(scratchFolder(t), "celery.log");
      const about = tell();
      const watch = await celeryProbe.open(
        settings({ "probes.broker": `redis://127.0.0.1:${redis.port}/0`, "probes.workerLog": path }),
        about,
      );
      try {
        redis.ask(0, "publish", "/0.celeryev/task.sent", sentEvent("here"));
        redis.ask(0, "publish", "/3.celeryev/task.sent", sentEvent("elsewhere"));
        redis.ask(0, "publish", "prefix/0.celeryev/task.sent", sentEvent("prefixed"));
        redis.ask(0, "publish", "/0.celeryev/task.sent", "no event");
        await sleep(100);
        await assert.rejects(watch.look(), /a message on \/0\.celeryev\/task\.sent is no event in JSON/);
        const [row] = about.tasks.account(false);
        assert.equal(row?.enqueued, 2);
      } finally {
        await watch.close();
      }
    });
  });
});
