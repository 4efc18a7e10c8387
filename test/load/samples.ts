// What a run's samples say was under way when: the measure by which the tests of steered load are judged.

import { join } from "node:path";
import { runFiles } from "../../src/result/run-files.ts";
import { readSamples, type Sample } from "../../src/result/sample-reader.ts";

/** All samples of a run folder, or of a file that k6 wrote. Throws when they are cut short. */
export async function samplesOf(path: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const file = path.endsWith(".gz") ? path : join(path, runFiles.samples);
  const defect = await readSamples(file, (sample) => samples.push(sample));
  if (defect !== undefined) throw new Error(defect);
  return samples;
}

/** Iterations under way after each start or end, by time in milliseconds since the epoch. */
export type Level = { readonly atMs: number; readonly under: number };

export function levels(samples: readonly Sample[]): Level[] {
  const change: Readonly<Record<string, number>> = {
    obcms_iterations_started: 1,
    obcms_iterations_completed: -1,
    obcms_iterations_failed: -1,
  };
  let under = 0;
  return samples
    .filter(({ metric }) => change[metric] !== undefined)
    .map(({ metric, timeMs }) => ({ timeMs, by: change[metric] ?? 0 }))
    .sort((a, b) => a.timeMs - b.timeMs || a.by - b.by)
    .map(({ timeMs, by }) => {
      under += by;
      return { atMs: timeMs, under };
    });
}

/** Most iterations under way in a stretch of time, those included that were when it began. */
export function mostUnder(all: readonly Level[], fromMs: number, toMs: number): number {
  const before = all.findLast(({ atMs }) => atMs <= fromMs)?.under ?? 0;
  const inside = all.filter(({ atMs }) => atMs > fromMs && atMs < toMs).map(({ under }) => under);
  return Math.max(before, ...inside);
}

/** Mean of the iterations under way over a stretch of time. */
export function meanUnder(all: readonly Level[], fromMs: number, toMs: number): number {
  let area = 0;
  let at = fromMs;
  let under = all.findLast(({ atMs }) => atMs <= fromMs)?.under ?? 0;
  for (const level of all.filter(({ atMs }) => atMs > fromMs && atMs < toMs)) {
    area += under * (level.atMs - at);
    at = level.atMs;
    under = level.under;
  }
  return (area + under * (toMs - at)) / (toMs - fromMs);
}
