// The host's probe on real processes, compared with what the kernel counted of them before and after its looks: no figure
// depends on how fast this machine is.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { hostProbe } from "../../src/probes/host.ts";
import type { About, Reading, Watch } from "../../src/probes/probe.ts";
import { clockTicks, statOf } from "../../src/proc.ts";
import { probeReports } from "../../src/result/probes.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { scratchFolder } from "../load/process.ts";

const skip = process.platform === "linux" ? false : "processes are looked at on Linux only";
const TICKS = clockTicks() ?? 100;

/** Does what it is told by lines, says a line when it is done, and starts the same below it. */
const WORKER = `
const { spawn } = require("node:child_process");
const kept = [];
const work = {
  // Of processor time, however little of it a busy machine gives.
  burn: (ms) => { const from = process.cpuUsage(); let used; do { used = process.cpuUsage(from); } while (used.user + used.system < ms * 1000); },
  hold: (mb) => { kept.push(Buffer.alloc(mb * 2 ** 20, 1)); },
  fork: () => { const child = spawn(process.execPath, ["-e", process.env.WORKER], { stdio: ["pipe", "pipe", "inherit"] });
    kept.push(child); child.stdout.on("data", (said) => process.stdout.write(said));
    child.on("exit", () => process.stdout.write("child ended\\n")); return child.pid; },
  below: (...words) => { kept.find((one) => one.stdin).stdin.write(words.join(" ") + "\\n"); return null; },
  end: () => process.exit(),
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, ...args] = line.split(" ");
  const said = work[name](...args);
  if (said !== null) process.stdout.write(name + " " + (said ?? "") + "\\n");
}).on("close", () => process.exit());
`;

type Worker = {
  readonly pid: number;
  /** Resolves with what follows the word in the answer. */
  tell(line: string, answer?: string): Promise<string>;
  readonly process: ChildProcess;
};

function startWorker(t: TestContext): Worker {
  const child = spawn(process.execPath, ["-e", WORKER], {
    env: { ...process.env, WORKER },
    stdio: ["pipe", "pipe", "inherit"],
  });
  t.after(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout });
  return {
    pid: child.pid ?? 0,
    process: child,
    tell: async (line, answer = line.split(" ")[0]) => {
      const heard = new Promise<string>((resolve) => {
        const hear = (said: string): void => {
          if (!said.startsWith(`${answer}`)) return;
          lines.off("line", hear);
          resolve(said.slice(`${answer} `.length));
        };
        lines.on("line", hear);
      });
      child.stdin.write(`${line}\n`);
      return heard;
    },
  };
}

async function killed({ process: child }: Worker): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function open(
  t: TestContext,
  processes: readonly string[],
  about: Partial<About> = {},
): Promise<Watch<"host">> {
  const settings = { "probes.processes": processes } as unknown as SettingValues;
  const watch = await hostProbe.open(settings, {
    k6Pid: () => undefined,
    targetPids: {},
    tasks: undefined as never,
    offerStorage: () => {},
    ...about,
  });
  t.after(() => watch.close());
  return watch;
}

function figure(
  readings: readonly Reading[],
  figure: Reading["figure"],
  process: string,
): number | undefined {
  return readings.find((reading) => reading.figure === figure && reading.process === process)?.value;
}

/** Seconds of processor time by the kernel: of processes themselves, and of children that they waited for. */
function secondsOf(...pids: readonly number[]): number {
  const ticks = pids.map((pid) =>
    (statOf(pid) ?? []).slice(11, 15).reduce((sum, one) => sum + Number(one), 0),
  );
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS;
}

const MB = 2 ** 20;

/** Bytes by the kernel. */
function residentOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]),
  );
  return kilobytes.reduce((sum, one) => sum + one * 1024, 0);
}

/** Processor seconds of which a share was told, at least and at most: what the clock and the kernel said around two looks. */
async function around(
  begin: () => Promise<Watch<"host">>,
  seconds: () => number,
  work: () => Promise<void>,
): Promise<{ readings: readonly Reading[]; least: number; most: number }> {
  const [before, from] = [seconds(), performance.now()];
  const watch = await begin();
  const [after, since] = [seconds(), performance.now()];
  await work();
  const [last, until] = [seconds(), performance.now()];
  const readings = await watch.look();
  const [latest, to] = [seconds(), performance.now()];
  const processors = readFileSync("/proc/stat", "utf8").match(/^cpu\d+ /gm)?.length ?? Number.NaN;
  const capacity = (ms: number): number => (ms / 1000) * processors;
  // A tick for each reading of a counter.
  return {
    readings,
    least: (last - after - 2 / TICKS) / capacity(to - from),
    most: (latest - before + 2 / TICKS) / capacity(until - since),
  };
}

function assertBetween(value: number | undefined, least: number, most: number): void {
  assert.ok(value !== undefined && value >= least && value <= most, `${value}, not ${least} to ${most}`);
}

test("a busy grandchild's time is its group's, as the kernel counts it", { skip }, async (t) => {
  const worker = startWorker(t);
  const child = Number(await worker.tell("fork"));
  const grandchild = Number(await worker.tell("below fork", "fork"));
  const pids = [worker.pid, child, grandchild];
  const seen = await around(
    () => open(t, [`web=pid:${worker.pid}`]),
    () => secondsOf(...pids),
    async () => void (await worker.tell("below below burn 1500", "burn")),
  );
  const share = figure(seen.readings, "cpu", "web");
  assertBetween(share, seen.least, seen.most);
  // It is above nothing at all only because the grandchild worked.
  assert.ok(seen.least > 0 && secondsOf(grandchild) >= 1.4);
  assert.ok(Number(share) <= 1.05 / availableParallelism(), "one core's worth at most");
});

test("what a child used that ended since the last look counts once, and never below nothing", {
  skip,
}, async (t) => {
  const worker = startWorker(t);
  const child = Number(await worker.tell("fork"));
  // Counted while it lives; when it ends, the root's counter takes a leap of all that it ever used.
  await worker.tell("below burn 1000", "burn");
  const seen = await around(
    () => open(t, [`web=pid:${worker.pid}`]),
    () => secondsOf(worker.pid, child),
    async () => {
      await worker.tell("below burn 600", "burn");
      await worker.tell("below end", "child ended");
    },
  );
  assert.equal(statOf(child), undefined);
  assertBetween(figure(seen.readings, "cpu", "web"), seen.least, seen.most);
  assert.ok(seen.least > 0);
});

test("50 MB that a child takes are its group's memory", { skip }, async (t) => {
  const worker = startWorker(t);
  const pids = [worker.pid, Number(await worker.tell("fork"))];
  await worker.tell("below burn 1", "burn");
  const watch = await open(t, [`web=pid:${worker.pid}`]);
  const look = async (): Promise<number> => {
    const bytes = Number(figure(await watch.look(), "memory", "web"));
    // Its counters run behind by some pages for each thread.
    assertBetween((bytes - residentOf(pids)) / MB, -8, 8);
    return bytes;
  };
  const before = await look();
  await worker.tell("below hold 50", "hold");
  assertBetween(((await look()) - before) / MB, 42, 70);
});

test("a process that ended and came back under another id goes on, by its pid file; meanwhile the others are told", {
  skip,
}, async (t) => {
  const file = join(scratchFolder(t), "worker.pid");
  const steady = startWorker(t);
  const first = startWorker(t);
  await first.tell("burn 1");
  writeFileSync(file, `${first.pid}\n`);
  const watch = await open(t, [`worker=${file}`, `steady=pid:${steady.pid}`]);
  assert.ok(figure(await watch.look(), "memory", "worker"));
  await killed(first);
  const meanwhile = await watch.look();
  assert.equal(figure(meanwhile, "memory", "worker"), undefined);
  assert.ok(figure(meanwhile, "memory", "steady"));
  const second = startWorker(t);
  await second.tell("burn 500");
  writeFileSync(file, `${second.pid}\n`);
  await sleep(250);
  const again = await watch.look();
  // All of it was used since the last look.
  assert.ok(Number(figure(again, "cpu", "worker")) > 0);
  const { processes } = probeReports.host.parse(await watch.report());
  const missed = Object.fromEntries(processes.map(({ name, missedLooks }) => [name, missedLooks]));
  assert.deepEqual(missed, { machine: 0, worker: 1, steady: 0 });
});

test("who listens on a port is looked up again when it has ended", { skip }, async (t) => {
  const LISTENER = `require("node:net").createServer().listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));`;
  const port = await freePort();
  const listen = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ["-e", LISTENER], {
      env: { ...process.env, PORT: `${port}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => child.kill("SIGKILL"));
    await once(child.stdout as NodeJS.ReadableStream, "data");
    return child;
  };
  const first = await listen();
  const watch = await open(t, [`web=port:${port}`]);
  assert.ok(figure(await watch.look(), "memory", "web"));
  const ended = once(first, "exit");
  first.kill("SIGKILL");
  await ended;
  assert.equal(figure(await watch.look(), "memory", "web"), undefined);
  await listen();
  assert.ok(figure(await watch.look(), "memory", "web"));
});

test("k6 is told of while it runs, and the embedded target's processes by their names", {
  skip,
}, async (t) => {
  let k6: number | undefined;
  const worker = startWorker(t);
  const watch = await open(t, [], { k6Pid: () => k6, targetPids: { stand_in: process.pid } });
  const names = async (): Promise<string[]> => [
    ...new Set((await watch.look()).map((reading) => reading.process ?? "")),
  ];
  assert.deepEqual(await names(), ["machine", "stand_in"]);
  k6 = worker.pid;
  assert.deepEqual(await names(), ["machine", "k6", "stand_in"]);
  await killed(worker);
  assert.deepEqual(await names(), ["machine", "stand_in"]);
  const { processes } = await watch.report();
  assert.equal(processes.find(({ name }) => name === "k6")?.missedLooks, 0, "its end is the load's");
});

test("the machine's own figures are the kernel's", { skip }, async (t) => {
  const busy = (): number => {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (
      /^cpu +(.*)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1] ?? ""
    )
      .split(" ")
      .map(Number);
    return (user + nice + system + irq + softirq + steal) / TICKS;
  };
  const worker = startWorker(t);
  await worker.tell("burn 1");
  const seen = await around(
    () => open(t, []),
    busy,
    async () => void (await worker.tell("burn 1000")),
  );
  assertBetween(figure(seen.readings, "cpu", "machine"), seen.least, seen.most);
  assert.ok(seen.least > 0);
  const [, kilobytes] = /^MemTotal: +(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8")) ?? [];
  assertBetween(figure(seen.readings, "memory", "machine"), 1, Number(kilobytes) * 1024);
});

test("looks that follow at once tell memory, and no share of next to nothing", { skip }, async (t) => {
  const watch = await open(t, []);
  assert.deepEqual(
    (await watch.look()).map(({ figure, process }) => `${figure} ${process}`),
    ["memory machine"],
  );
  // What passes before a look that is too early is not lost.
  const figures: (number | undefined)[] = [];
  for (const ms of [130, 130]) {
    await sleep(ms);
    figures.push(figure(await watch.look(), "cpu", "machine"));
  }
  assert.ok(figures.some((share) => share !== undefined));
});

test("every entry that names no process stands in one error, with what was seen and what to do", {
  skip,
}, async (t) => {
  const empty = join(scratchFolder(t), "empty.pid");
  writeFileSync(empty, "");
  const port = await freePort();
  const entries = [
    "web",
    "web=prot:8000",
    "machine=pid:1",
    `me=pid:${process.pid}`,
    `me=pid:${process.pid}`,
    `a=port:${port}`,
    "b=pid:999999999",
    `c=${empty}`,
    "d=/nowhere/worker.pid",
  ];
  await assert.rejects(open(t, entries), ({ message }: Error) => {
    for (const text of [
      "web: is not of that form",
      "web=prot:8000: is not of that form",
      "machine=pid:1: the name machine is taken",
      `me=pid:${process.pid}: the name me is taken`,
      `a=port:${port}: nothing listens on port ${port} of this machine`,
      "b=pid:999999999: there is no process 999999999",
      `c=${empty}: ${empty} does not hold the id of a process`,
      "d=/nowhere/worker.pid: ENOENT",
      "NAME=pid:123, NAME=port:8000 or NAME=/path/of/a/pid/file",
    ])
      assert.ok(message.includes(text), `${text} is not in: ${message}`);
    return true;
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
