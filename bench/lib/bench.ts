// The frame of a bench: its flags, k6, the target, and its figures as a table or as JSON.
// Called by the benches that measure k6 with the suite.

import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { exitCodes } from "../../src/exit-codes.ts";
import { messageOf, Problem } from "../../src/problem.ts";
import { ensureK6 } from "../../src/provision/k6.ts";
import { requireTwoCores, startTarget, type Target } from "./pinned.ts";

export type Figure = {
  readonly name: string;
  readonly unit: "us" | "ms" | "MB" | "ratio";
  /** Least and median of the rounds: neighbours only ever add. One figure where a thing is measured once. */
  readonly least: number;
  readonly median?: number;
  /** `least` should not be above it. */
  readonly goal?: number;
};

export type Bench = { readonly name: string; readonly help: string };
export type Setting = { readonly k6: string; readonly target: Target };

/** Sets the exit code: 1 when a figure is above its goal. */
export async function runBench(
  { name, help }: Bench,
  measure: (setting: Setting) => Promise<readonly Figure[]>,
): Promise<void> {
  try {
    const { values } = parseArgs({ options: { help: { type: "boolean" }, json: { type: "boolean" } } });
    if (values.help) {
      process.stdout.write(`${help.trim()}\n`);
      return;
    }
    requireTwoCores();
    const k6 = await ensureK6({ env: process.env, say });
    const target = await startTarget();
    try {
      const figures = await measure({ k6: k6.path, target });
      const machine = `${availableParallelism()} cores of ${cpus()[0]?.model ?? "unknown"}, k6 ${k6.version}`;
      const missed = figures.filter(({ least, goal }) => goal !== undefined && !(least <= goal));
      process.stdout.write(
        values.json ? `${JSON.stringify({ bench: name, machine, figures })}\n` : table(machine, figures),
      );
      if (missed.length > 0) process.exitCode = 1;
    } finally {
      await target.stop();
    }
  } catch (error) {
    say(error instanceof Problem ? error.toText() : messageOf(error));
    process.exitCode = error instanceof Problem ? exitCodes[error.exit].code : exitCodes.bug.code;
  }
}

/** Progress; stdout is for figures. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Throws for none: no data is no figure. */
export function leastAndMedian(samples: readonly number[]): { least: number; median: number } {
  const sorted = [...samples].sort((a, b) => a - b);
  const [least] = sorted;
  const median = sorted[Math.floor(sorted.length / 2)];
  if (least === undefined || median === undefined) throw new Error("nothing was measured");
  return { least, median };
}

function table(machine: string, figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const rows = figures.map(({ name, unit, least, median, goal }) => {
    const met = goal === undefined ? "" : `${least <= goal ? "✓" : "✗"} goal ≤ ${goal}`;
    const cells = [show(least), median === undefined ? "" : show(median)].map((cell) => cell.padStart(9));
    return `${name.padEnd(width)} ${cells.join(" ")} ${unit.padEnd(6)} ${met}`.trimEnd();
  });
  const head = `${"".padEnd(width)} ${"least".padStart(9)} ${"median".padStart(9)}`;
  return `${machine}\n${[head, ...rows].join("\n")}\n`;
}

function show(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}
