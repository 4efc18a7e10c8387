// How much load the stand-in bears on one core, against what the profile `baseline` asks of it; and how fast it starts.
// `node bin/with-node.cjs bench/stand-in.ts`: a minute, real k6. Exit code 1 below three times the rate of `baseline`.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureK6 } from "../src/provision/k6.ts";
import { standInFile } from "../src/run/environment.ts";
import { k6Environment } from "../src/run/k6-environment.ts";
import { projectFolder } from "../src/run/suite.ts";

/** Below it a slow answer could be the stand-in's own queue, and a run would measure the stand-in's limit. */
const LEAST_RATIO = 3;
const SECONDS = 20;
const STARTS = 5;

const k6 = await ensureK6({ env: process.env, say: (line) => process.stderr.write(`${line}\n`) });
const folder = mkdtempSync(join(tmpdir(), "obcms-perf-bench-"));
try {
  process.exitCode = await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<number> {
  const canPin = spawnSync("taskset", ["--version"]).status === 0 && availableParallelism() > 1;
  print(`stand-in on ${canPin ? "core 0" : "any core"}, k6 on ${canPin ? "core 1" : "any core"}`);
  const starts: number[] = [];
  for (let index = 0; index < STARTS; index += 1) {
    const { stop, startMs } = await startPinned(canPin);
    starts.push(startMs);
    await stop();
  }
  print(`start, process and seed, until it listens: ${starts.map((ms) => Math.round(ms)).join(", ")} ms`);

  const { origin, stop, cpuSeconds } = await startPinned(canPin);
  try {
    const planned = await load(origin, canPin, { thinkTimeScale: 1 }, cpuSeconds);
    print(`baseline, 10 VUs that think:        ${describe(planned)}`);
    const most = await load(origin, canPin, { thinkTimeScale: 0 }, cpuSeconds);
    print(`the same 10 VUs without a pause:    ${describe(most)}`);
    const ratio = most.rate / planned.rate;
    print(`ratio ${ratio.toFixed(1)}, least ${LEAST_RATIO}`);
    const isSound = planned.failed + most.failed === 0;
    if (!isSound) print("worthless: some answers were wrong");
    return isSound && ratio >= LEAST_RATIO ? 0 : 1;
  } finally {
    await stop();
  }
}

/** `busy`: share of one core that the stand-in used. */
type Load = { rate: number; p95Ms: number; failed: number; busy: number };

function describe({ rate, p95Ms, failed, busy }: Load): string {
  const parts = [`${rate.toFixed(1)} requests/s`, `p95 ${p95Ms.toFixed(1)} ms`];
  return [...parts, `stand-in busy ${(100 * busy).toFixed(0)} %`, `${failed} failed`].join(", ");
}

async function load(
  origin: string,
  canPin: boolean,
  settings: { thinkTimeScale: number },
  cpuSeconds: () => number,
): Promise<Load> {
  const file = join(folder, "env.json");
  const summary = join(folder, "summary.json");
  const size = { profile: "baseline", vus: 10, durationSeconds: SECONDS };
  writeFileSync(file, JSON.stringify({ ...standInFile(origin), ...size, ...settings }));
  const env = { ...k6Environment(process.env), OBCMS_ENV_FILE: file };
  const args = ["run", "--quiet", "--summary-export", summary, "tests/performance/k6/main.ts"];
  const cpuBefore = cpuSeconds();
  const begin = performance.now();
  const child = pinned(canPin ? 1 : undefined, k6.path, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  const seconds = (performance.now() - begin) / 1000;
  // 99: a threshold is broken, for instance a least number of samples; the figures are there all the same.
  if (code !== 0 && code !== 99) throw new Error(`k6 ended with code ${code}: ${errors}`);
  const { metrics } = JSON.parse(readFileSync(summary, "utf8")) as {
    metrics: Record<string, Record<string, number>>;
  };
  return {
    rate: metrics.http_reqs?.rate ?? 0,
    p95Ms: metrics.http_req_duration?.["p(95)"] ?? Number.NaN,
    failed: (metrics.checks?.fails ?? Number.NaN) + (metrics.http_req_failed?.passes ?? Number.NaN),
    busy: (cpuSeconds() - cpuBefore) / seconds,
  };
}

async function startPinned(canPin: boolean) {
  const begin = performance.now();
  const main = join(projectFolder, "stand-in/main.ts");
  const args = ["--disable-warning=ExperimentalWarning", main, "--port", "0", "--until-stdin-ends"];
  const child = pinned(canPin ? 0 : undefined, process.execPath, args, {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  if (child.stdout === null) throw new Error("the stand-in has no stdout");
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    new Promise<string>((resolve) => lines.once("line", resolve)),
    ended.then(() => {
      throw new Error("the stand-in did not start");
    }),
  ]);
  const startMs = performance.now() - begin;
  const { origin } = JSON.parse(line) as { origin: string };
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
  };
  return { origin, stop, startMs, cpuSeconds: () => cpuSecondsOf(child) };
}

function pinned(
  core: number | undefined,
  command: string,
  args: readonly string[],
  options: Parameters<typeof spawn>[2],
): ChildProcess {
  const all =
    core === undefined ? [command, ...args] : ["taskset", "--cpu-list", String(core), command, ...args];
  const [first = "", ...rest] = all;
  return spawn(first, rest, { cwd: projectFolder, ...options });
}

/** utime and stime of /proc/PID/stat, in ticks of 10 ms; not a number where there is no /proc. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
