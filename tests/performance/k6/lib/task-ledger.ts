// Keeps account of the tasks that a probe tells of: which figures each event gives, and which tasks are lost. Asks nobody
// and measures nothing itself; journeys/background-jobs/ feeds it.

import type { CustomMetric } from "../catalogue/metrics.ts";
import type { AccountedEvent } from "../catalogue/tags.ts";
import type { TaskEvent } from "../catalogue/task-events.ts";

/** One sample; `event` where it counts an event. */
export type LedgerSample = {
  readonly metric: CustomMetric;
  readonly value: number;
  readonly event?: AccountedEvent;
};

/** A task that has not ended this long after it was enqueued, with nothing left in the queue, will not end. */
export const LOST_AFTER_MS = 5000;
/** So long after its end a task is remembered, for an acknowledgement or an effect that is late. */
const REMEMBERED_MS = 9000;

type Task = { enqueuedAt: number; startedAt?: number; endedAt?: number; isAcknowledged: boolean };

export type Ledger = {
  /** What an event is worth; nothing for a task that was enqueued before the first poll. */
  note(event: TaskEvent): LedgerSample[];
  /**
   * What has become certain by now. `isLast`: there will be no other look, so whatever is missing stays missing. `depth`:
   * undefined where nobody tells, so that whatever is missing may still wait.
   */
  settle(look: {
    readonly now: number;
    readonly depth: number | undefined;
    readonly isLast: boolean;
  }): LedgerSample[];
};

export function openLedger(): Ledger {
  const tasks: Record<string, Task> = {};
  return {
    note(event) {
      if (event.event === "enqueued") tasks[event.task] = { enqueuedAt: event.at, isAcknowledged: false };
      const task = tasks[event.task];
      return task === undefined ? [] : readers[event.event](task, event.at);
    },
    settle(look) {
      return Object.entries(tasks).flatMap(([id, task]) => {
        const samples = settled(task, look);
        if (samples === undefined) return [];
        delete tasks[id];
        return samples;
      });
    },
  };
}

/** Two processes stamp the events, and a worker may be quicker than the clock's next tick: never below zero. */
function since({ enqueuedAt }: Task, at: number): number {
  return Math.max(0, at - enqueuedAt);
}

const readers: Readonly<Record<TaskEvent["event"], (task: Task, at: number) => LedgerSample[]>> = {
  enqueued: () => [counted("enqueued")],
  received: () => [],
  acknowledged(task, at) {
    if (task.isAcknowledged) return [];
    task.isAcknowledged = true;
    return [{ metric: "obcms_task_acknowledged_ms", value: since(task, at) }, counted("acknowledged")];
  },
  started(task, at) {
    if (task.startedAt !== undefined) return [];
    task.startedAt = at;
    return [{ metric: "obcms_task_started_ms", value: since(task, at) }, counted("started")];
  },
  retried: () => [{ metric: "obcms_tasks_retried", value: 1 }],
  succeeded: ended,
  failed: (task, at) => [...ended(task, at), { metric: "obcms_tasks_failed", value: 1 }],
  visible: (task, at) => [{ metric: "obcms_task_effect_ms", value: since(task, at) }, counted("visible")],
};

function ended(task: Task, at: number): LedgerSample[] {
  task.endedAt = at;
  return [
    { metric: "obcms_task_finished_ms", value: since(task, at) },
    counted("ended"),
    counted("accounted"),
  ];
}

/** Undefined: it may still change. */
function settled(
  task: Task,
  { now, depth, isLast }: Parameters<Ledger["settle"]>[0],
): LedgerSample[] | undefined {
  if (task.endedAt !== undefined) {
    if (!isLast && now - task.endedAt < REMEMBERED_MS) return undefined;
    return task.isAcknowledged ? [] : [{ metric: "obcms_tasks_unacknowledged", value: 1 }];
  }
  // What has begun may take long; what waits in a queue is late and not lost.
  const mayEnd = !isLast && (depth === undefined || depth > 0 || task.startedAt !== undefined);
  if (mayEnd || now - task.enqueuedAt < LOST_AFTER_MS) return undefined;
  return [{ metric: "obcms_tasks_lost", value: 1 }, counted("accounted")];
}

function counted(event: AccountedEvent): LedgerSample {
  return { metric: "obcms_task_events", value: 1, event };
}
