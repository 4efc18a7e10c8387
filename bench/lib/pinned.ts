// Processes of a bench, each on a core of its own: k6 on one, its target on the other, so that neither is measured
// with the other. Used by every bench that runs k6. Linux only: CPU time and memory come from /proc.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Problem } from "../../src/problem.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import type { Said } from "./target.ts";

const K6_CORE = 0;
const TARGET_CORE = 1;
/** CPU times in /proc count in ticks; USER_HZ is 100 on every Linux that Node runs on. */
const TICK_SECONDS = 0.01;

export type Target = {
  readonly origin: string;
  /** When the target saw its first request, ms since 1970; never resolves without one. */
  readonly firstRequest: Promise<number>;
  stop(): Promise<void>;
};

/** Throws a Problem where the machine cannot be measured on. */
export function requireTwoCores(): void {
  if (process.platform === "linux" && availableParallelism() > 1) return;
  throw new Problem({
    what: "This machine cannot run the bench.",
    saw: `${process.platform} with ${availableParallelism()} cores`,
    fix: "run it on Linux with two cores or more: k6 and its target need one each, and CPU time is read from /proc",
    exit: "configuration",
  });
}

export async function startTarget(): Promise<Target> {
  const script = join(projectFolder, "bench/lib/target.ts");
  const args = [process.execPath, "--disable-warning=ExperimentalWarning", script];
  const child = onCore(TARGET_CORE, args, process.env, ["ignore", "inherit", "inherit", "ipc"]);
  // Not "close": it never comes after a disconnect.
  const ended = once(child, "exit");
  const said = <Key extends string>(key: Key): Promise<number> =>
    new Promise((resolve) =>
      child.on("message", (message: Partial<Record<Key, number>>) => {
        if (message[key] !== undefined) resolve(message[key]);
      }),
    );
  const firstRequest = said("firstRequestAtMs" satisfies KeyOf<Said>);
  const port = await Promise.race([
    said("port" satisfies KeyOf<Said>),
    ended.then(() => {
      throw new Error("the bench's target did not start");
    }),
  ]);
  return {
    origin: `http://127.0.0.1:${port}`,
    firstRequest,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

/** k6 on one core with one thread for its Go code. What it says is shown only when it ends badly. */
export function startK6(
  k6: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): ChildProcess {
  const env = { ...k6Environment(process.env), ...variables, GOMAXPROCS: "1" };
  return onCore(K6_CORE, [k6, "run", "--quiet", "--no-usage-report", ...args], env, [
    "ignore",
    "ignore",
    "pipe",
  ]);
}

/** CPU seconds, user and system, of one k6 run from its start to its end. Throws unless it ends well. */
export async function cpuSecondsOf(child: ChildProcess): Promise<number> {
  const before = cpuSecondsOfEndedChildren();
  await endedWell(child);
  return cpuSecondsOfEndedChildren() - before;
}

/** Peak resident memory of one k6 run, MB of 2^20 bytes. Throws unless it ends well. Read every 20 ms: it only grows. */
export async function peakMemoryOf(child: ChildProcess): Promise<number> {
  let peakKb = 0;
  const timer = setInterval(() => {
    const seen = /VmHWM:\s+(\d+)/.exec(statusOf(child))?.[1];
    peakKb = Math.max(peakKb, Number(seen ?? 0));
  }, 20);
  try {
    await endedWell(child);
  } finally {
    clearInterval(timer);
  }
  if (peakKb === 0) throw new Error("k6 ended before its memory could be read");
  return peakKb / 1024;
}

/** Throws with k6's last errors: figures of a run with an error in it would be worth nothing. */
async function endedWell(child: ChildProcess): Promise<void> {
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    const lines = chunk.toString().split("\n");
    errors = (errors + lines.filter((line) => line.includes("level=error")).join("\n")).slice(-1000);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`k6 ended with code ${code}: ${errors}`);
}

/** Empty once the process has ended. */
function statusOf({ pid }: ChildProcess): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** Fields 16 and 17 of /proc/self/stat: no other child of this process may end meanwhile. */
function cpuSecondsOfEndedChildren(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(13, 15)
    .map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) * TICK_SECONDS;
}

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

function onCore(
  core: number,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: ("ignore" | "inherit" | "pipe" | "ipc")[],
): ChildProcess {
  return spawn("taskset", ["--cpu-list", String(core), ...command], { cwd: projectFolder, env, stdio });
}
