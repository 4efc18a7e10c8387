// Keeps the account of tasks by name, and decides which sights are news: each moment of a task counts once, whoever tells it.

import type { TaskEventName } from "../../../tests/performance/k6/catalogue/task-events.ts";
import type { TaskRow } from "../../result/probes.ts";
import type { TaskSight } from "../probe.ts";
import { SampleKeeper } from "./sample-keeper.ts";
import type { End, Task } from "./task.ts";

/** More names than any target has; what is beyond them is added up under one. */
const MOST_NAMES = 100;
const OTHERS = "(others)";
const NAMELESS = "(unknown)";

type Counted = "enqueued" | "received" | "started" | "retried" | End | "lost";
type Row = {
  readonly counts: Record<Counted, number>;
  readonly acknowledged: SampleKeeper;
  readonly waited: SampleKeeper;
  readonly worked: SampleKeeper;
  readonly shown: SampleKeeper;
};

export type Account = {
  /** What of it is news to k6, in order: nothing where another source was first. */
  note(task: Task, sight: TaskSight): TaskEventName[];
  /** It was enqueued, and when no longer matters. */
  noteLateEnqueueing(task: Task): void;
  /** The task is forgotten before its end. */
  giveUp(task: Task): void;
  /** `tasks`: those that are not forgotten. */
  rows(tasks: readonly Task[], tellsEnds: boolean): TaskRow[];
};

export function openAccount(): Account {
  const rows = new Map<string, Row>();
  const rowOf = ({ name }: Task): Row => {
    const wanted = name === "" ? NAMELESS : name;
    const key = rows.has(wanted) || rows.size < MOST_NAMES ? wanted : OTHERS;
    const row = rows.get(key) ?? newRow();
    rows.set(key, row);
    return row;
  };
  return {
    note: (task, sight) => readers[sight.event](task, sight, rowOf(task)),
    noteLateEnqueueing(task) {
      if (task.isEnqueuedLate) return;
      task.isEnqueuedLate = true;
      rowOf(task).counts.enqueued += 1;
    },
    giveUp(task) {
      rowOf(task).counts.lost += 1;
    },
    rows(tasks, tellsEnds) {
      const open = new Map<Row, number>();
      for (const task of tasks)
        if (task.end === undefined) open.set(rowOf(task), (open.get(rowOf(task)) ?? 0) + 1);
      return [...rows]
        .map(([name, row]) => told(name, row, row.counts.lost + (open.get(row) ?? 0), tellsEnds))
        .sort((one, other) => one.name.localeCompare(other.name));
    },
  };
}

const readers: Readonly<
  Record<TaskSight["event"], (task: Task, sight: TaskSight, row: Row) => TaskEventName[]>
> = {
  enqueued(_, __, row) {
    row.counts.enqueued += 1;
    return ["enqueued"];
  },
  received(task, sight, row) {
    if (task.isReceived) return [];
    task.isReceived = true;
    row.counts.received += 1;
    // That it was received is what a log and an event acknowledge.
    return ["received", ...acknowledged(task, sight, row)];
  },
  acknowledged,
  started(task, { at }, row) {
    const { startedAt, retriedAt } = task;
    if (startedAt === undefined) {
      task.startedAt = at;
      row.counts.started += 1;
      if (task.enqueuedAt !== undefined) row.waited.add(at - task.enqueuedAt);
      return ["started"];
    }
    if (retriedAt !== undefined && startedAt < retriedAt && at >= retriedAt) task.startedAt = at;
    return [];
  },
  retried(task, { source, at }, row) {
    const times = (task.retriedBy.get(source) ?? 0) + 1;
    task.retriedBy.set(source, times);
    if (times <= task.retries) return [];
    task.retries = times;
    task.retriedAt = at;
    row.counts.retried += 1;
    return ["retried"];
  },
  succeeded: (task, sight, row) => ended(task, sight, row, "succeeded"),
  failed: (task, sight, row) => ended(task, sight, row, "failed"),
  rejected(task, sight, row) {
    // Of a rejection Celery's events tell as of a failure, its log by its name.
    if (task.end === "failed") {
      task.end = "rejected";
      row.counts.failed -= 1;
      row.counts.rejected += 1;
    }
    return ended(task, sight, row, "rejected");
  },
  visible(task, { at }, row) {
    if (task.visibleAt !== undefined) return [];
    task.visibleAt = at;
    noteShown(task, row);
    return ["visible"];
  },
};

function acknowledged(task: Task, { at }: TaskSight, row: Row): TaskEventName[] {
  if (task.isAcknowledged) return [];
  task.isAcknowledged = true;
  if (task.enqueuedAt !== undefined) row.acknowledged.add(at - task.enqueuedAt);
  return ["acknowledged"];
}

function ended(task: Task, { at, workedMs }: TaskSight, row: Row, end: End): TaskEventName[] {
  if (task.end !== undefined) return [];
  task.end = end;
  task.endedAt = at;
  row.counts[end] += 1;
  const worked = workedMs ?? (task.startedAt === undefined ? undefined : Math.max(0, at - task.startedAt));
  if (worked !== undefined) row.worked.add(worked);
  noteShown(task, row);
  return [end === "rejected" ? "failed" : end];
}

/** A result is stored a little before its task is said to have ended. */
function noteShown({ endedAt, visibleAt }: Task, row: Row): void {
  if (endedAt !== undefined && visibleAt !== undefined) row.shown.add(Math.max(0, visibleAt - endedAt));
}

function newRow(): Row {
  const counts = {
    enqueued: 0,
    received: 0,
    started: 0,
    retried: 0,
    succeeded: 0,
    failed: 0,
    rejected: 0,
    lost: 0,
  };
  const [acknowledged, waited, worked, shown] = [0, 0, 0, 0].map(() => new SampleKeeper()) as [
    SampleKeeper,
    SampleKeeper,
    SampleKeeper,
    SampleKeeper,
  ];
  return { counts, acknowledged, waited, worked, shown };
}

/** None at all of a moment, though later ones were seen, says that nobody tells of that moment. */
function told(name: string, row: Row, lost: number, tellsEnds: boolean): TaskRow {
  const { counts, acknowledged, waited, worked, shown } = row;
  // What is rejected need not have begun.
  const done = counts.succeeded + counts.failed + counts.retried;
  const sinceStart = counts.started + done;
  const byEnds = (count: number): number | null => (tellsEnds ? count : null);
  return {
    name,
    enqueued: counts.enqueued === 0 ? null : counts.enqueued,
    received: counts.received === 0 && sinceStart > 0 ? null : byEnds(counts.received),
    started: counts.started === 0 && done > 0 ? null : byEnds(counts.started),
    succeeded: byEnds(counts.succeeded),
    failed: byEnds(counts.failed),
    retried: byEnds(counts.retried),
    rejected: byEnds(counts.rejected),
    lost: byEnds(lost),
    acknowledged: acknowledged.distribution(),
    waited: waited.distribution(),
    worked: worked.distribution(),
    shown: shown.distribution(),
  };
}
