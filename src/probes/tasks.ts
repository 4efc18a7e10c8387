// What became of tasks: sights of several sources become events, each once and in an order that k6's ledger can follow, and
// an account of them for the report. Probes of background work tell it, the probe server asks it.

import type { TaskEvent } from "../../tests/performance/k6/catalogue/task-events.ts";
import type { TaskSight, Tasks } from "./probe.ts";
import { openAccount } from "./tasks/account.ts";
import { EventRing } from "./tasks/event-ring.ts";
import { newTask, type Task } from "./tasks/task.ts";

/**
 * So long the events of a task wait for word of its enqueueing: a worker can be quicker than the web process, and one source
 * is quicker than another. Then they go on without it, and when it was enqueued stays unknown.
 */
const HOLD_MS = 2_000;
/** So long after its end a task is remembered, so that the last source to tell of it is not taken for a new task. */
const REMEMBER_MS = 60_000;
/** Above it the oldest task is given up; one that has not ended counts as lost then. */
const MOST_TASKS = 50_000;
/** Events that can still be asked for; 5 events a task make that the last 4,000 tasks. */
const MOST_EVENTS = 20_000;
/** More than a poll ever finds; the next one finds the rest. */
const MOST_IN_ANSWER = 1_000;

/** `now`: the clock by which tasks are held and forgotten, milliseconds since 1970. */
export function openTasks(now: () => number = Date.now): Tasks {
  const tasks = new Map<string, Task>();
  /** In the order in which their time is up. */
  const held = new Map<string, Task>();
  const ended: Task[] = [];
  const events = new EventRing(MOST_EVENTS);
  const account = openAccount();
  let askDepth: (() => Promise<{ waiting: number; reserved: number }>) | undefined;
  let worker: "starting" | "ready" | "gone" = "starting";

  const tell = (task: Task, sight: TaskSight): void => {
    // By two clocks, or by one that is read twice: nothing happens to a task before it is there.
    const at = Math.max(sight.at, task.enqueuedAt ?? 0);
    for (const event of account.note(task, { ...sight, at })) {
      const told: TaskEvent = { task: task.id, name: task.name, event, at };
      events.add(told);
    }
    if (task.endedAt !== undefined && task.forgetAt === undefined) {
      task.forgetAt = now() + REMEMBER_MS;
      ended.push(task);
    }
  };
  const release = (task: Task): void => {
    held.delete(task.id);
    const waiting = task.held ?? [];
    task.held = undefined;
    // A result of nobody knows what.
    if (waiting.every(({ event }) => event === "visible") && task.enqueuedAt === undefined)
      tasks.delete(task.id);
    else for (const sight of waiting) tell(task, sight);
  };
  const tidy = (): void => {
    for (const task of held.values()) {
      if (task.since + HOLD_MS > now()) break;
      release(task);
    }
    while (ended[0]?.forgetAt !== undefined && ended[0].forgetAt <= now())
      tasks.delete((ended.shift() as Task).id);
    for (const task of tasks.values()) {
      if (tasks.size <= MOST_TASKS) break;
      if (task.held !== undefined) release(task);
      if (task.endedAt === undefined) account.giveUp(task);
      tasks.delete(task.id);
    }
  };
  const taskOf = ({ task: id }: TaskSight): Task => {
    const known = tasks.get(id);
    if (known !== undefined) return known;
    const task = newTask(id, now());
    tasks.set(id, task);
    held.set(id, task);
    return task;
  };
  return {
    saw(sight) {
      tidy();
      const task = taskOf(sight);
      if (task.name === "") task.name = sight.name;
      if (sight.event !== "enqueued") {
        if (task.held === undefined) tell(task, sight);
        else task.held.push(sight);
      } else if (task.enqueuedAt === undefined) {
        if (task.held === undefined) {
          // Too late for k6, which has heard of the task's other events by now.
          account.noteLateEnqueueing(task);
          return;
        }
        task.enqueuedAt = sight.at;
        tell(task, sight);
        release(task);
      }
    },
    answerDepth(ask) {
      askDepth = ask;
    },
    sawWorker(state) {
      worker = state;
    },
    async answer(after) {
      const queue = await askDepth?.();
      tidy();
      return { now: now(), worker, ...(queue && { queue }), ...events.after(after, MOST_IN_ANSWER) };
    },
    account(tellsEnds) {
      for (const task of [...held.values()]) release(task);
      return account.rows([...tasks.values()], tellsEnds);
    },
  };
}
