// What the suite makes of a probe's events: each figure once, lost tasks found, and late ones not called lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TaskEventName } from "../../tests/performance/k6/catalogue/task-events.ts";
import {
  type Ledger,
  type LedgerSample,
  LOST_AFTER_MS,
  openLedger,
} from "../../tests/performance/k6/lib/task-ledger.ts";

const LATER = 1000 + 2 * LOST_AFTER_MS;
const idle = { depth: 0, isLast: false } as const;

function noteAll(ledger: Ledger, ...events: readonly (readonly [TaskEventName, number])[]): LedgerSample[] {
  return events.flatMap(([event, at]) => ledger.note({ task: "a", name: "t", event, at }));
}

function figures(samples: readonly LedgerSample[]): Record<string, number> {
  return Object.fromEntries(
    samples.map(({ metric, value, event }) => [event === undefined ? metric : `${metric} ${event}`, value]),
  );
}

test("a task gives each figure from its enqueueing on, and is accounted for when it ends", () => {
  const samples = noteAll(
    openLedger(),
    ["enqueued", 1000],
    ["received", 1001],
    ["acknowledged", 1004],
    ["started", 1010],
    ["succeeded", 1051],
    ["visible", 1200],
  );
  assert.deepEqual(figures(samples), {
    "obcms_task_events enqueued": 1,
    obcms_task_acknowledged_ms: 4,
    "obcms_task_events acknowledged": 1,
    obcms_task_started_ms: 10,
    "obcms_task_events started": 1,
    obcms_task_finished_ms: 51,
    "obcms_task_events ended": 1,
    "obcms_task_events accounted": 1,
    obcms_task_effect_ms: 200,
    "obcms_task_events visible": 1,
  });
});

test("a worker that is quicker than the clock is not quicker than nothing", () => {
  const samples = noteAll(openLedger(), ["enqueued", 1000], ["acknowledged", 998]);
  assert.equal(figures(samples).obcms_task_acknowledged_ms, 0);
});

test("a second start and a second acknowledgement count for nothing, a retry counts", () => {
  const ledger = openLedger();
  noteAll(ledger, ["enqueued", 1000], ["acknowledged", 1001], ["started", 1002]);
  const samples = noteAll(ledger, ["retried", 1050], ["acknowledged", 2050], ["started", 2051]);
  assert.deepEqual(figures(samples), { obcms_tasks_retried: 1 });
});

test("a failed task has ended, and is counted as failed", () => {
  const ledger = openLedger();
  noteAll(ledger, ["enqueued", 1000]);
  const samples = figures(noteAll(ledger, ["failed", 1100]));
  assert.equal(samples.obcms_tasks_failed, 1);
  assert.equal(samples.obcms_task_finished_ms, 100);
});

test("a task of before the run is no business of it", () => {
  assert.deepEqual(noteAll(openLedger(), ["started", 1000], ["succeeded", 1001]), []);
});

test("a task that never began is lost when the queue is empty, once", () => {
  const ledger = openLedger();
  noteAll(ledger, ["enqueued", 1000]);
  assert.deepEqual(ledger.settle({ now: 1000 + LOST_AFTER_MS - 1, ...idle }), []);
  const samples = ledger.settle({ now: 1000 + LOST_AFTER_MS, ...idle });
  assert.deepEqual(figures(samples), { obcms_tasks_lost: 1, "obcms_task_events accounted": 1 });
  assert.deepEqual(ledger.settle({ now: LATER, ...idle }), []);
});

test("what waits in the queue or has begun is late, and lost only when there will be no other look", () => {
  for (const [depth, events] of [
    [1, [["enqueued", 1000]]],
    [
      0,
      [
        ["enqueued", 1000],
        ["started", 1001],
      ],
    ],
  ] as const) {
    const ledger = openLedger();
    noteAll(ledger, ...events);
    assert.deepEqual(ledger.settle({ now: LATER, depth, isLast: false }), []);
    assert.equal(figures(ledger.settle({ now: LATER, depth, isLast: true })).obcms_tasks_lost, 1);
  }
});

test("at the last look, what was enqueued a moment ago is not called lost", () => {
  const ledger = openLedger();
  noteAll(ledger, ["enqueued", 1000]);
  assert.deepEqual(ledger.settle({ now: 1500, depth: 1, isLast: true }), []);
});

test("a missing acknowledgement is missing when the task has long ended, and a late one is not", () => {
  for (const [isLate, expected] of [
    [true, {}],
    [false, { obcms_tasks_unacknowledged: 1 }],
  ] as const) {
    const ledger = openLedger();
    noteAll(ledger, ["enqueued", 1000], ["started", 1001], ["succeeded", 1050]);
    assert.deepEqual(ledger.settle({ now: 1100, ...idle }), []);
    if (isLate) noteAll(ledger, ["acknowledged", 1200]);
    assert.deepEqual(figures(ledger.settle({ now: LATER, ...idle })), expected);
  }
});
