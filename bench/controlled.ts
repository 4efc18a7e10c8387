// How steady a controlled run is, and how fast it follows: real runs on the embedded target, measured by their samples.
// `node bin/with-node.cjs bench/controlled.ts`; takes about a minute. Figures depend on what else the machine does, so
// each target's steadiness stands beside that of k6's own constant-vus with as many virtual users, which nobody steers.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { callNewestRun } from "../src/control/call.ts";
import { type Result, resultSchema } from "../src/result/result.ts";
import { runFiles } from "../src/result/run-files.ts";
import { projectFolder } from "../src/run/suite.ts";
import { type Level, levels, meanUnder, samplesOf } from "../test/load/samples.ts";

/** Virtual users asked for, one after another; each is held for HELD_MS, and steady from SETTLED_MS on. */
const TARGETS = [2, 8, 3, 6, 1] as const;
const HELD_MS = 6_000;
const SETTLED_MS = 1_000;

type Measured = { readonly result: Result; readonly all: readonly Level[] };

/** Runs the tool with these flags, `meanwhile` something else, and reads what its samples say. */
async function measure(
  flags: readonly string[],
  meanwhile?: (out: string) => Promise<void>,
): Promise<Measured> {
  const out = mkdtempSync(join(tmpdir(), "obcms-perf-bench-"));
  try {
    const script = join(projectFolder, "src/cli.ts");
    const args = ["--disable-warning=ExperimentalWarning", script, "run", "--out", out, "--think-time", "0"];
    const run: ChildProcess = spawn(process.execPath, [...args, ...flags], { stdio: "ignore" });
    const ended = once(run, "close");
    await meanwhile?.(out);
    await ended;
    const folder = join(out, String(readdirSync(out)[0]));
    const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
    return { result, all: levels(await samplesOf(folder)) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function steer(out: string): Promise<void> {
  while ((await callNewestRun(out, { command: "status" }).catch(() => undefined))?.state !== "running")
    await sleep(200);
  for (const target of TARGETS) {
    await callNewestRun(out, { command: "scale", target });
    await sleep(HELD_MS);
  }
  await callNewestRun(out, { command: "stop" });
}

/** Share of the virtual users' time that an unsteered run spends in iterations; the rest is k6's between them. */
async function unsteered(vus: number): Promise<number> {
  const seconds = HELD_MS / 1000;
  const flags = ["--profile", "baseline", "--vus", String(vus), "--duration", `${seconds}s`];
  const { all } = await measure(flags);
  const fromMs = (all[0]?.atMs ?? 0) + SETTLED_MS;
  return meanUnder(all, fromMs, fromMs + HELD_MS - 2 * SETTLED_MS) / vus;
}

/** From the act until as many iterations are under way as asked: at least on the way up, and for good on the way down. */
function lagOf(all: readonly Level[], fromMs: number, toMs: number, before: number, target: number): number {
  const held = all.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const at =
    target > before
      ? held.find(({ under }) => under >= target)?.atMs
      : held[held.findLastIndex(({ under }) => under > target) + 1]?.atMs;
  return (at ?? toMs) - fromMs;
}

const { result, all } = await measure(["--profile", "controlled", "--vus", "10", "--duration", "5m"], steer);
const acts = result.steering?.acts ?? [];
process.stdout.write("target  under way / target  the same unsteered  lag ms\n");
for (const [index, { act, at, target }] of acts.entries()) {
  if (act !== "scale") continue;
  const fromMs = Date.parse(at);
  const toMs = Date.parse(acts[index + 1]?.at ?? at);
  const steady = meanUnder(all, fromMs + SETTLED_MS, toMs) / target;
  const compared = await unsteered(target);
  const lag = lagOf(all, fromMs, toMs, acts[index - 1]?.target ?? 1, target);
  const cells = [
    String(target).padStart(6),
    steady.toFixed(4).padStart(18),
    compared.toFixed(4).padStart(18),
  ];
  process.stdout.write(`${[...cells, String(lag).padStart(6)].join("  ")}\n`);
}
