// The worker: a process of its own that takes messages from the queue, one at a time, and fetches a few ahead, as Celery's
// does with one process in its pool. Its log is its stdout. A line on stdin wakes it; it ends when stdin does, which is
// when its parent ends, however that happens.

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { logLines } from "./celery-log.ts";
import { type Message, openQueue } from "./queue.ts";
import { tasks } from "./tasks.ts";

/** Celery's default: four messages for each process of the pool. */
const PREFETCH = 4;
/** After it an attempt that failed is made again. Celery's default is three minutes, which no run would wait for. */
const RETRY_AFTER_MS = 1000;
/** A message whose time comes later wakes nobody. */
const LOOK_EVERY_MS = 100;

const { values } = parseArgs({ options: { queue: { type: "string" }, webhook: { type: "string" } } });
const queue = openQueue(String(values.queue));
const fetched: Message[] = [];
let wake = (): void => {};

// Ctrl-C goes to the whole group of processes; when to end is the parent's decision.
process.on("SIGINT", () => {});
process.stdin.on("data", fetchAhead).on("end", leave).on("error", leave);
queue.takeOver(process.pid);
say(logLines.ready(process.pid));
for (;;) {
  fetchAhead();
  const message = fetched.shift();
  if (message === undefined) await woken();
  else await carryOut(message);
}

function leave(): void {
  process.exit(0);
}

function woken(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => wake(), LOOK_EVERY_MS);
    wake = () => {
      clearTimeout(timer);
      wake = () => {};
      resolve();
    };
  });
}

function fetchAhead(): void {
  if (fetched.length >= PREFETCH) return;
  for (const message of queue.reserve(process.pid, PREFETCH - fetched.length)) {
    say(logLines.received(message));
    if (!message.treatment.isSilent) void acknowledge(message);
    fetched.push(message);
  }
  if (fetched.length > 0) wake();
}

async function carryOut(message: Message): Promise<void> {
  const { id, task, treatment, attempt } = message;
  queue.acknowledge(message);
  const work = tasks[task];
  if (work === undefined) {
    const error = `KeyError('${task}')`;
    say(logLines.raised(message, error, traceback(error)));
    return;
  }
  if (treatment.isLost) return;
  if (attempt === 1) queue.note("started", message);
  say(logLines.starting(message));
  const began = performance.now();
  await sleep(work.ms + (treatment.slowMs ?? 0));
  const seconds = (performance.now() - began) / 1000;
  if (treatment.isRetried && attempt === 1) {
    say(logLines.retry(message, RETRY_AFTER_MS / 1000, "OperationalError('connection lost')"));
    queue.retry(message, RETRY_AFTER_MS);
  } else if (treatment.isFailing) {
    const error = `TypeError("unsupported operand")`;
    say(logLines.failed({ id, task }, "unsupported operand"));
    say(logLines.raised({ id, task }, error, traceback(error)));
    queue.finish(message, { state: "FAILURE", text: error, visibleAt: Date.now() });
  } else {
    say(logLines.working(work.says));
    say(logLines.succeeded({ id, task }, seconds, work.returns));
    const visibleAt = Date.now() + (treatment.visibleAfterMs ?? 0);
    queue.finish(message, { state: "SUCCESS", text: work.returns, visibleAt });
  }
  say(logLines.completed(message));
}

/** Whoever listens may be gone by then: the work goes on all the same. */
async function acknowledge({ id, task }: Message): Promise<void> {
  if (values.webhook === undefined) return;
  const body = JSON.stringify({ task: id, name: task, event: "received", at: Date.now() });
  const headers = { "Content-Type": "application/json" };
  await fetch(values.webhook, { method: "POST", headers, body }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined,
  );
}

function traceback(error: string): string {
  return `Traceback (most recent call last):\n  File "worker", line 1, in run\n${error.replace(/\("?'?/, ": ").replace(/'?"?\)$/, "")}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
