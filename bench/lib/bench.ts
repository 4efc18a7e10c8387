// The frame of a bench: its flags, k6, the target, and its figures as a table or as JSON.
// Called by every bench but stand-in.ts.

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
  /** Of a median of many: half of them lie between. */
  readonly quartiles?: readonly [number, number];
  /** `least` should not be above it. */
  readonly goal?: number;
};

export type Bench = { readonly name: string; readonly help: string };
export type Setting = { readonly k6: string; readonly target: Target };
/** `machine`: what it was measured on. */
export type Measured = { readonly machine: string; readonly figures: readonly Figure[] };

/** A bench that runs k6. Sets the exit code: 1 when a figure is above its goal. */
export async function runBench(
  bench: Bench,
  measure: (setting: Setting) => Promise<readonly Figure[]>,
): Promise<void> {
  await runAnyBench(bench, async () => {
    requireTwoCores();
    const k6 = await ensureK6({ env: process.env, say });
    const target = await startTarget();
    try {
      const figures = await measure({ k6: k6.path, target });
      return { machine: `${thisMachine()}, k6 ${k6.version}`, figures };
    } finally {
      await target.stop();
    }
  });
}

/** The same without k6 and its target. */
export async function runAnyBench({ name, help }: Bench, measure: () => Promise<Measured>): Promise<void> {
  try {
    const { values } = parseArgs({ options: { help: { type: "boolean" }, json: { type: "boolean" } } });
    if (values.help) {
      process.stdout.write(`${help.trim()}\n`);
      return;
    }
    const { machine, figures } = await measure();
    const missed = figures.filter(({ least, goal }) => goal !== undefined && !(least <= goal));
    process.stdout.write(
      values.json ? `${JSON.stringify({ bench: name, machine, figures })}\n` : table(machine, figures),
    );
    if (missed.length > 0) process.exitCode = 1;
  } catch (error) {
    say(error instanceof Problem ? error.toText() : messageOf(error));
    process.exitCode = error instanceof Problem ? exitCodes[error.exit].code : exitCodes.bug.code;
  }
}

export function thisMachine(): string {
  return `${availableParallelism()} cores of ${cpus()[0]?.model ?? "unknown"}`;
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
  const rows = figures.map(({ name, unit, least, median, quartiles, goal }) => {
    const met = goal === undefined ? "" : `${least <= goal ? "✓" : "✗"} goal ≤ ${goal}`;
    const cells = [show(least, unit), median === undefined ? "" : show(median, unit)].map((cell) =>
      cell.padStart(9),
    );
    const spread = quartiles === undefined ? "" : `${quartiles.map((one) => one.toFixed(3)).join(" to ")} `;
    return `${name.padEnd(width)} ${cells.join(" ")} ${unit.padEnd(6)} ${spread}${met}`.trimEnd();
  });
  const head = `${"".padEnd(width)} ${"least".padStart(9)} ${"median".padStart(9)}`;
  return `${machine}\n${[head, ...rows].join("\n")}\n`;
}

function show(value: number, unit: Figure["unit"]): string {
  return value.toFixed(unit === "ratio" ? 3 : value < 10 ? 2 : 1);
}
