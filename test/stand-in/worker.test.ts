// The worker beside the stand-in: a process of its own, a queue that outlives it, Celery's log, acknowledgements, a probe.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "../../src/contract/target.ts";
import { probePath } from "../../stand-in/defaults.ts";
import { openQueue } from "../../stand-in/worker/queue.ts";
import { startWorker } from "../../stand-in/worker/worker-process.ts";
import type { ProbeAnswer, TaskEvent } from "../../tests/performance/k6/catalogue/task-events.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";

const TASK = "project_central.generate_daily_alerts";
const MAIN = join(import.meta.dirname, "../../stand-in/main.ts");
const folder = mkdtempSync(join(tmpdir(), "stand-in-worker-"));
const databasePath = join(folder, "database");
/** Far more than any of this takes. */
const PATIENCE = { timeout: 30_000 };

let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ databasePath });
  target = await targetAt(standIn.origin);
  await until(async () => (await probe()).worker === "ready");
});
after(async () => {
  await standIn.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => switchTo());

const press = () =>
  target.send({
    endpoint: "alerts_generate_now",
    as: "executive",
    headers: { "HX-Request": "true" },
    form: {},
  });

test("the life of a task is told in order, each event once", async () => {
  const { cursor } = await probe();
  assert.equal((await press()).status, 204);
  const events = await eventsUntil(cursor, "visible", "acknowledged");
  const names = events.map(({ event }) => event);
  // Acknowledgements come over HTTP and may arrive when the work has begun.
  assert.deepEqual(
    names.filter((name) => name !== "acknowledged"),
    ["enqueued", "received", "started", "succeeded", "visible"],
  );
  assert.equal(names.filter((name) => name === "acknowledged").length, 1);
  assert.equal(new Set(events.map(({ task }) => task)).size, 1);
  assert.ok(events.every(({ name }) => name === TASK));
  const at = (event: string): number => events.find((one) => one.event === event)?.at ?? Number.NaN;
  assert.ok(at("succeeded") - at("started") >= 40, "a task takes its time");
  const again = await probe((await probe(cursor)).cursor);
  assert.deepEqual(again.events, []);
});

test("GET enqueues nothing, and a cursor that is none is refused", async () => {
  const { cursor } = await probe();
  const answer = await target.send({ endpoint: "alerts_generate_now", method: "GET", as: "executive" });
  assert.equal(answer.status, 302);
  assert.deepEqual((await probe(cursor)).events, []);
  for (const wrong of ["x", "-1", "1.5", ""])
    assert.equal((await fetch(`${standIn.origin}${probePath}?after=${wrong}`)).status, 400, wrong);
});

test("the log is Celery's: received, starting, the application's line, succeeded, completed", async () => {
  const { cursor } = await probe();
  await press();
  const [{ task } = { task: "" }] = await eventsUntil(cursor, "succeeded");
  const stamp = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}: /;
  const lines = log().filter((line) => line.includes(task) || line.includes("alert generation"));
  const tail = lines.slice(-5);
  for (const line of tail) assert.match(line, stamp);
  assert.deepEqual(
    tail.map((line) =>
      line
        .replace(stamp, "")
        .replaceAll(task, "ID")
        .replace(/in \d+\.\d+s: .*/, "in …"),
    ),
    [
      `INFO/MainProcess] Task ${TASK}[ID] received`,
      `WARNING/ForkPoolWorker-1] Task ${TASK}[ID] starting...`,
      "INFO/ForkPoolWorker-1] Daily alert generation completed: 0 total alerts",
      `INFO/ForkPoolWorker-1] Task ${TASK}[ID] succeeded in …`,
      `WARNING/ForkPoolWorker-1] Task ${TASK}[ID] completed successfully`,
    ],
  );
  const manila = Date.parse(`${tail[0]?.slice(1, 20).replace(" ", "T")}+08:00`);
  assert.ok(Math.abs(Date.now() - manila) < 60_000, "Asia/Manila");
});

test("a failed task is told as failed, though the log calls it completed successfully", async () => {
  await switchTo("failed_task=1");
  const { cursor } = await probe();
  await press();
  const events = await eventsUntil(cursor, "failed");
  const id = events[0]?.task ?? "";
  await until(async () => log().some((line) => line.includes(`${id}] completed successfully`)));
  const said = log()
    .filter((line) => line.includes(id))
    .slice(-4);
  assert.match(said[1] ?? "", /WARNING\/ForkPoolWorker-1\] Task .* failed: /);
  assert.match(said[2] ?? "", /ERROR\/ForkPoolWorker-1\] Task .* raised unexpected: TypeError\(/);
  assert.deepEqual(
    (await probe(cursor)).events.filter(({ event }) => event === "visible"),
    [],
  );
});

test("a retried task succeeds in its second attempt, and starts once", PATIENCE, async () => {
  await switchTo("retried_task=1");
  const { cursor } = await probe();
  await press();
  const events = await eventsUntil(cursor, "succeeded");
  const count = (name: string): number => events.filter(({ event }) => event === name).length;
  assert.deepEqual([count("retried"), count("started"), count("received")], [1, 1, 2]);
  assert.ok(log().some((line) => / INFO\/ForkPoolWorker-1\] Task .* retry: Retry in 1s: /.test(line)));
});

test("a lost task is received and never ends; the queue is empty all the same", async () => {
  await switchTo("lost_task=1");
  const { cursor } = await probe();
  await press();
  await switchTo();
  await press();
  const events = await eventsUntil(cursor, "succeeded");
  const [lost] = events;
  const ofLost = events.filter(({ task, event }) => task === lost?.task && event !== "acknowledged");
  assert.deepEqual(
    ofLost.map(({ event }) => event),
    ["enqueued", "received"],
  );
  assert.deepEqual((await probe()).queue, { waiting: 0, reserved: 0 });
});

test("a backlog comes once, is worked off in order, and four are fetched ahead", PATIENCE, async () => {
  await switchTo("backlog=8");
  const { cursor } = await probe();
  await press();
  await press();
  await until(async () => succeeded(await probe(cursor)).length === 10);
  const { events } = await probe(cursor);
  const order = (name: string): string[] =>
    events.filter(({ event }) => event === name).map(({ task }) => task);
  assert.deepEqual(order("started"), order("enqueued"));
  const names = events.map(({ event }) => event);
  const second = names.indexOf("started", names.indexOf("started") + 1);
  const fetched = names.slice(0, second).filter((name) => name === "received").length;
  assert.ok(fetched === 4 || fetched === 5, `${fetched} were received before the second began`);
});

test("slow_worker, missing_acknowledgement and late_effect do what they say", PATIENCE, async () => {
  await switchTo("slow_worker=300", "missing_acknowledgement=1", "late_effect=400");
  const { cursor } = await probe();
  await press();
  const events = await eventsUntil(cursor, "visible");
  const at = (event: string): number => events.find((one) => one.event === event)?.at ?? Number.NaN;
  assert.ok(at("succeeded") - at("started") >= 330, "slow");
  assert.ok(at("visible") - at("succeeded") >= 400, "late");
  assert.ok(events.every(({ event }) => event !== "acknowledged"));
});

test("the worker posts each acknowledgement to the webhook, and goes on without one", PATIENCE, async (t) => {
  const bodies: unknown[] = [];
  const receiver = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      bodies.push(JSON.parse(text));
      response.writeHead(500).end();
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  t.after(() => receiver.close());
  const path = join(folder, "webhook");
  const queue = openQueue(path);
  const { port } = receiver.address() as AddressInfo;
  const worker = startWorker({
    queuePath: path,
    logPath: `${path}.log`,
    webhook: `http://127.0.0.1:${port}/hook`,
  });
  const task = queue.enqueue(TASK);
  await until(async () => queue.eventsAfter(0, 100).events.some(({ event }) => event === "succeeded"));
  await until(async () => bodies.length > 0);
  const [body] = bodies as { at: number }[];
  assert.deepEqual({ ...body, at: 0 }, { task, name: TASK, event: "received", at: 0 });
  await worker.stop();
  queue.close();
});

test(
  "the queue outlives a worker that is killed: another takes over what it had fetched",
  PATIENCE,
  async () => {
    const path = join(folder, "killed");
    const queue = openQueue(path);
    const options = { queuePath: path, logPath: `${path}.log`, webhook: "http://127.0.0.1:9/" };
    const first = startWorker(options);
    for (let task = 0; task < 8; task += 1) queue.enqueue(TASK, { slowMs: 200 });
    await until(async () => queue.depth().reserved > 0);
    process.kill(first.pid ?? 0, "SIGKILL");
    await until(async () => !first.isRunning());
    const left = queue.depth();
    assert.ok(left.waiting + left.reserved >= 6, JSON.stringify(left));
    const second = startWorker(options);
    await until(async () => queue.depth().waiting + queue.depth().reserved === 0);
    const { events } = queue.eventsAfter(0, 1000);
    const started = new Set(events.filter(({ event }) => event === "started").map(({ task }) => task));
    assert.equal(started.size, 8);
    await second.stop();
    queue.close();
  },
);

test("the worker ends with its parent, even when that is killed", PATIENCE, async () => {
  const scratch = mkdtempSync(join(tmpdir(), "stand-in-test-"));
  const args = [
    "--disable-warning=ExperimentalWarning",
    MAIN,
    "--port",
    "0",
    "--database",
    join(scratch, "db"),
  ];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout ?? assert.fail(), "data")) as [Buffer];
  const { worker } = JSON.parse(line.toString()) as { worker: number };
  assert.ok(isAlive(worker));
  child.kill("SIGKILL");
  await until(async () => !isAlive(worker));
  assert.ok(existsSync(join(scratch, "db.queue")));
  rmSync(scratch, { recursive: true });
});

async function probe(cursor?: number): Promise<ProbeAnswer> {
  const query = cursor === undefined ? "" : `?after=${cursor}`;
  return (await (await fetch(`${standIn.origin}${probePath}${query}`)).json()) as ProbeAnswer;
}

/** All events up to the answer in which each of these has been told. */
async function eventsUntil(cursor: number, ...wanted: TaskEvent["event"][]): Promise<readonly TaskEvent[]> {
  const told: TaskEvent[] = [];
  let next = cursor;
  await until(async () => {
    const answer = await probe(next);
    next = answer.cursor;
    told.push(...answer.events);
    return wanted.every((name) => told.some(({ event }) => event === name));
  });
  return told;
}

function succeeded({ events }: ProbeAnswer): TaskEvent[] {
  return events.filter(({ event }) => event === "succeeded");
}

function log(): string[] {
  return readFileSync(`${databasePath}.celery.log`, "utf8").split("\n");
}

/** Bounded by the test's own time-out. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function switchTo(...faults: string[]): Promise<void> {
  const body = JSON.stringify({ faults });
  assert.equal((await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body })).status, 200);
}
