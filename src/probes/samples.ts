// What probes told, kept for whoever asks: k6 for what is new, the record of the run for the whole.

import {
  type TargetAnswer,
  type TargetFigure,
  type TargetSample,
  targetFigureNames,
} from "../../tests/performance/k6/catalogue/target-figures.ts";
import type { Probes } from "../result/probes.ts";
import { quantile, sorted } from "../result/quantile.ts";
import type { Reading } from "./probe.ts";

/** k6 asks each second; whoever asks later finds the newest of them. */
const MOST_WAITING = 5_000;

type Curve = {
  readonly figure: TargetFigure;
  readonly process?: string;
  /** Milliseconds since 1970. */
  readonly moments: number[];
  readonly values: number[];
};

export class Samples {
  readonly #curves = new Map<string, Curve>();
  #waiting: TargetSample[] = [];
  #cursor = 0;

  add({ figure, value, process }: Reading, atMs: number): void {
    if (!Number.isFinite(value)) return;
    const named = process === undefined ? {} : { process };
    this.#cursor += 1;
    this.#waiting.push({ cursor: this.#cursor, figure, value, ...named });
    if (this.#waiting.length > MOST_WAITING) this.#waiting = this.#waiting.slice(-MOST_WAITING / 2);
    const key = `${figure} ${process ?? ""}`;
    const curve = this.#curves.get(key) ?? { figure, ...named, moments: [], values: [] };
    this.#curves.set(key, curve);
    curve.moments.push(atMs);
    curve.values.push(value);
  }

  /** What came after the cursor; without one nothing but the newest cursor. */
  after(cursor: number | undefined): TargetAnswer {
    const samples = cursor === undefined ? [] : this.#waiting.filter((sample) => sample.cursor > cursor);
    return { cursor: this.#cursor, samples };
  }

  /** `startedAt`: the beginning of the run, milliseconds since 1970. */
  curves(startedAt: number): Probes["curves"] {
    return [...this.#curves.values()]
      .map((curve) => ({
        figure: curve.figure,
        ...(curve.process === undefined ? {} : { process: curve.process }),
        points: pointsOf(curve, startedAt),
        ...figuresOf(curve.values),
      }))
      .sort((a, b) => targetFigureNames.indexOf(a.figure) - targetFigureNames.indexOf(b.figure));
  }
}

/** One for each second that has any: their mean. */
function pointsOf({ moments, values }: Curve, startedAt: number): [number, number][] {
  const bySecond = new Map<number, number[]>();
  moments.forEach((at, index) => {
    const second = Math.max(0, Math.floor((at - startedAt) / 1000));
    bySecond.set(second, [...(bySecond.get(second) ?? []), values[index] as number]);
  });
  return [...bySecond].map(([second, those]) => [second, mean(those)]);
}

function figuresOf(values: readonly number[]): { mean: number; p95: number; max: number } {
  const ascending = sorted(values);
  return { mean: mean(values), p95: quantile(ascending, 0.95) ?? 0, max: quantile(ascending, 1) ?? 0 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
