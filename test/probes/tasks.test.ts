// What tasks.ts makes of sights: each moment once, in an order that k6's ledger follows, and an account without inventions.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TaskSight, Tasks } from "../../src/probes/probe.ts";
import { EventRing } from "../../src/probes/tasks/event-ring.ts";
import { SampleKeeper } from "../../src/probes/tasks/sample-keeper.ts";
import { openTasks } from "../../src/probes/tasks.ts";

type Ground = { readonly tasks: Tasks; see: See; wait(ms: number): void };
type See = (
  event: TaskSight["event"],
  at: number,
  more?: Partial<Pick<TaskSight, "source" | "task" | "name" | "workedMs">>,
) => void;

/** A clock that stands still until it is told to go on. */
function ground(): Ground {
  let now = 1_000_000;
  const tasks = openTasks(() => now);
  tasks.answerDepth(async () => ({ waiting: 2, reserved: 1 }));
  return {
    tasks,
    see: (event, at, more) => tasks.saw({ task: "a", name: "t", source: "events", event, at, ...more }),
    wait: (ms) => {
      now += ms;
    },
  };
}

async function told(tasks: Tasks, after = 0): Promise<[event: string, at: number][]> {
  return (await tasks.answer(after)).events.map(({ event, at }) => [event, at]);
}

test("log, events, webhook and results tell of the same moments, and each counts once", async () => {
  const { tasks, see } = ground();
  see("enqueued", 1000);
  see("acknowledged", 1004, { source: "webhook" });
  for (const source of ["events", "log"] as const) see("received", 1005, { source });
  for (const source of ["log", "events"] as const) see("started", 1010, { source });
  see("visible", 1049, { source: "results", name: "" });
  for (const source of ["events", "log"] as const) see("succeeded", 1050, { source });
  see("visible", 1051, { source: "results", name: "" });
  assert.deepEqual(await told(tasks), [
    ["enqueued", 1000],
    ["acknowledged", 1004],
    ["received", 1005],
    ["started", 1010],
    ["visible", 1049],
    ["succeeded", 1050],
  ]);
  const one = (ms: number) => ({ samples: 1, p50: ms, p95: ms, max: ms });
  assert.deepEqual(tasks.account(true), [
    {
      name: "t",
      enqueued: 1,
      received: 1,
      started: 1,
      succeeded: 1,
      failed: 0,
      retried: 0,
      rejected: 0,
      lost: 0,
      acknowledged: one(4),
      waited: one(10),
      worked: one(40),
      // It could be read before its end was told: not before nothing.
      shown: one(0),
    },
  ]);
});

test("a worker that is quicker than the word of the enqueueing: that comes first, and nothing is negative", async () => {
  const { tasks, see, wait } = ground();
  see("received", 998, { source: "log" });
  see("started", 999, { source: "log" });
  assert.deepEqual(await told(tasks), []);
  wait(1900);
  see("enqueued", 1000);
  see("succeeded", 1003);
  assert.deepEqual(await told(tasks), [
    ["enqueued", 1000],
    ["received", 1000],
    ["acknowledged", 1000],
    ["started", 1000],
    ["succeeded", 1003],
  ]);
  const [row] = tasks.account(true);
  assert.deepEqual([row?.acknowledged?.max, row?.waited?.max, row?.worked?.max], [0, 0, 3]);
});

test("without word of the enqueueing the events begin with what is known, and what is not is null", async () => {
  const { tasks, see, wait } = ground();
  see("received", 1000, { source: "log" });
  see("succeeded", 1050, { source: "log", workedMs: 40 });
  assert.deepEqual(await told(tasks), []);
  wait(2001);
  assert.deepEqual(
    (await told(tasks)).map(([event]) => event),
    ["received", "acknowledged", "succeeded"],
  );
  // Now k6 may not hear of it any more: it would wait for an end that it was told already.
  see("enqueued", 990);
  assert.equal((await told(tasks)).length, 3);
  see("received", 2000, { source: "log", task: "b", name: "u" });
  const [late, unknown] = tasks.account(true);
  assert.deepEqual(
    [late?.enqueued, late?.started, late?.acknowledged, late?.waited, late?.worked?.max],
    [1, null, null, null, 40],
  );
  assert.deepEqual(
    [unknown?.enqueued, unknown?.received, unknown?.succeeded, unknown?.lost],
    [null, 1, 0, 1],
  );
});

test("where nobody watches ends, nobody is called lost", () => {
  const { tasks, see } = ground();
  see("enqueued", 1000);
  see("acknowledged", 1004, { source: "webhook" });
  const [row] = tasks.account(false);
  assert.deepEqual([row?.enqueued, row?.lost, row?.succeeded, row?.acknowledged?.max], [1, null, null, 4]);
});

test("what is enqueued and does not end is lost, in whatever state it was left", () => {
  const { tasks, see } = ground();
  see("enqueued", 1000, { task: "waits" });
  see("enqueued", 1000, { task: "begun" });
  see("started", 1010, { task: "begun" });
  see("enqueued", 1000, { task: "done" });
  see("failed", 1010, { task: "done" });
  const [row] = tasks.account(true);
  assert.deepEqual([row?.enqueued, row?.failed, row?.lost], [3, 1, 2]);
});

test("a retry is counted once by whoever tells first, and its second attempt is the one that is timed", async () => {
  const { tasks, see } = ground();
  see("enqueued", 1000);
  for (const [source, late] of [
    ["events", 0],
    ["log", 2],
  ] as const) {
    see("started", 1010 + late, { source });
    see("retried", 1060 + late, { source });
    see("started", 2010 + late, { source });
    see("retried", 2060 + late, { source });
    see("started", 3010 + late, { source });
    see("succeeded", 3210 + late, { source });
  }
  assert.deepEqual(
    (await told(tasks)).map(([event]) => event),
    ["enqueued", "started", "retried", "retried", "succeeded"],
  );
  const [row] = tasks.account(true);
  assert.deepEqual([row?.started, row?.retried, row?.succeeded, row?.lost], [1, 2, 1, 0]);
  assert.deepEqual([row?.waited?.max, row?.worked?.max], [10, 200]);
});

test("what Celery's events call a failure and its log a rejection is one rejection; k6 hears of one failure", async () => {
  for (const order of [
    ["failed", "rejected"],
    ["rejected", "failed"],
  ] as const) {
    const { tasks, see } = ground();
    see("enqueued", 1000);
    for (const event of order) see(event, 1010);
    assert.deepEqual(
      (await told(tasks)).map(([event]) => event),
      ["enqueued", "failed"],
    );
    const [row] = tasks.account(true);
    assert.deepEqual([row?.failed, row?.rejected, row?.lost], [0, 1, 0]);
  }
});

test("results of nobody's tasks are no tasks", async () => {
  const { tasks, see, wait } = ground();
  see("visible", 1000, { source: "results", name: "" });
  wait(2001);
  assert.deepEqual(await told(tasks), []);
  assert.deepEqual(tasks.account(true), []);
});

test("a task is remembered for a minute after its end, and stays counted after that", async () => {
  const { tasks, see, wait } = ground();
  see("enqueued", 1000);
  see("succeeded", 1010);
  wait(59_000);
  see("succeeded", 1011, { source: "log" });
  assert.equal((await told(tasks)).length, 2);
  wait(2_000);
  see("visible", 1012, { source: "results", name: "" });
  wait(3_000);
  assert.equal((await told(tasks)).length, 2);
  assert.equal(tasks.account(true)[0]?.succeeded, 1);
});

test("more open tasks than can be kept: the oldest are given up and count as lost", () => {
  const { tasks, see } = ground();
  for (let task = 0; task < 50_010; task += 1) see("enqueued", 1000, { task: `${task}` });
  see("succeeded", 1010, { task: "50009" });
  assert.deepEqual(
    tasks.account(true).map(({ enqueued, succeeded, lost }) => [enqueued, succeeded, lost]),
    [[50_010, 1, 50_009]],
  );
});

test("an answer tells the depth of this moment, the worker, and each event in one answer only", async () => {
  const { tasks, see } = ground();
  assert.equal((await tasks.answer(undefined)).worker, "starting");
  see("enqueued", 1000);
  tasks.sawWorker("ready");
  const first = await tasks.answer(0);
  assert.deepEqual(first.queue, { waiting: 2, reserved: 1 });
  assert.equal(first.worker, "ready");
  assert.deepEqual(first.events, [{ task: "a", name: "t", event: "enqueued", at: 1000 }]);
  assert.deepEqual((await tasks.answer(first.cursor)).events, []);
  assert.deepEqual((await tasks.answer(undefined)).events, []);
  see("succeeded", 1010);
  tasks.sawWorker("gone");
  const second = await tasks.answer(first.cursor);
  assert.deepEqual([second.worker, second.events.map(({ event }) => event)], ["gone", ["succeeded"]]);
});

test("nobody who tells of the queue: no depth, and not one of 0", async () => {
  assert.equal("queue" in (await openTasks().answer(0)), false);
});

test("a cursor that fell out of the ring is told how much it missed", () => {
  const ring = new EventRing(3);
  for (const at of [1, 2, 3, 4, 5]) ring.add({ task: "a", name: "t", event: "received", at });
  assert.deepEqual(
    [ring.after(1, 10), ring.after(2, 2), ring.after(5, 10), ring.after(undefined, 10)].map(
      ({ cursor, events, missed }) => [cursor, events.map(({ at }) => at), missed],
    ),
    [
      [5, [3, 4, 5], 1],
      [4, [3, 4], undefined],
      [5, [], undefined],
      [5, [], undefined],
    ],
  );
});

test("percentiles of more samples than are kept are near, number and largest exact", () => {
  const keeper = new SampleKeeper();
  for (let value = 0; value <= 50_000; value += 1) keeper.add(value);
  const { samples, p50, p95, max } = keeper.distribution() ?? assert.fail();
  assert.deepEqual([samples, max], [50_001, 50_000]);
  assert.ok(Math.abs(p50 - 25_000) < 2500 && Math.abs(p95 - 47_500) < 2500, `${p50} ${p95}`);
});
