// Which curves of what probes saw are drawn together, in which unit, and where they have gaps.

import { type TargetFigure, targetFigures } from "../../tests/performance/k6/catalogue/target-figures.ts";
import type { Probes, WatchedProbe } from "../result/probes.ts";

type Curve = Probes["curves"][number];

export type TargetChart = {
  readonly title: string;
  readonly unit: string;
  readonly whole: boolean;
  readonly t: readonly number[];
  readonly lines: readonly TargetLine[];
};

/** Figures in the chart's unit. */
export type TargetLine = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly mean: number;
  readonly max: number;
  /** Which colour of the page, from 1. */
  readonly color: number;
};

/** Colours that there are. */
export const COLORS = 6;

type ChartRow = {
  readonly title: string;
  /** Of one probe, so that they are of the same moments; each with its label, where it has no processes. */
  readonly figures: Readonly<Partial<Record<TargetFigure, string>>>;
  readonly unit: string;
  /** By what a figure is multiplied for the unit. */
  readonly scale?: number;
  readonly whole?: true;
  /** A process that would make the others flat. */
  readonly without?: string;
};

/** In the order in which they stand. */
export const chartRows = [
  { title: "Queue", figures: { queue_depth: "tasks that wait" }, unit: "", whole: true },
  { title: "Processor, of all of this machine", figures: { cpu: "" }, unit: " %", scale: 100 },
  { title: "Time in the database, per second", figures: { database_ms: "database" }, unit: " ms" },
  { title: "Statements of the database", figures: { statements: "statements" }, unit: "/s" },
  {
    title: "Connections to the database",
    figures: { connections: "connections", waiting: "waiting", blocked: "blocked" },
    unit: "",
    whole: true,
  },
  { title: "Cache: found of what was looked up", figures: { cache_hits: "found" }, unit: " %", scale: 100 },
  { title: "Cache: commands", figures: { cache_commands: "commands" }, unit: "/s" },
  { title: "Memory", figures: { memory: "" }, unit: " MB", scale: 1e-6, without: "machine" },
  { title: "Statements that Django logged", figures: { logged_statements: "statements" }, unit: "/s" },
  { title: "Answers by django-prometheus", figures: { answers: "answers" }, unit: "/s" },
] as const satisfies readonly ChartRow[];

/** Only those of which there is a curve. */
export function targetCharts({ curves, probes }: Pick<Probes, "curves" | "probes">): TargetChart[] {
  const processes = [...new Set(curves.flatMap(({ process }) => process ?? []))];
  return chartRows.flatMap((row: ChartRow) => {
    const drawn = curves.filter(
      ({ figure, process, points }) =>
        figure in row.figures && points.length > 0 && !(row.without !== undefined && process === row.without),
    );
    const [first] = drawn;
    if (first === undefined) return [];
    const t = moments(
      drawn,
      probes.find(({ probe }) => probe === targetFigures[first.figure].probe),
    );
    return [
      {
        title: row.title,
        unit: row.unit,
        whole: row.whole ?? false,
        t,
        lines: drawn.map((curve, index) => ({
          ...lineOf(curve, t, row),
          // A process has one colour in all charts.
          color: 1 + ((curve.process === undefined ? index : processes.indexOf(curve.process)) % COLORS),
        })),
      },
    ];
  });
}

/**
 * All seconds in which a line has a point, and one between two that are further apart than two looks or lie around a gap:
 * no line has a point there, so that none is drawn across.
 */
function moments(curves: readonly Curve[], watched: WatchedProbe | undefined): number[] {
  const seconds = [...new Set(curves.flatMap(({ points }) => points.map(([second]) => second)))].sort(
    (a, b) => a - b,
  );
  const farthest = 1 + (2 * (watched?.everyMs ?? 1000)) / 1000;
  const isGap = (from: number, to: number): boolean =>
    to - from > farthest || (watched?.gaps.some((gap) => gap.from < to && gap.to > from) ?? false);
  return seconds.flatMap((second, at) => {
    const before = seconds[at - 1];
    return before !== undefined && isGap(before, second) ? [(before + second) / 2, second] : [second];
  });
}

function lineOf(
  curve: Curve,
  t: readonly number[],
  { figures, scale = 1 }: ChartRow,
): Omit<TargetLine, "color"> {
  const values = new Map(curve.points.map(([second, value]) => [second, short(value * scale)]));
  return {
    label: curve.process ?? figures[curve.figure] ?? curve.figure,
    values: t.map((second) => values.get(second) ?? null),
    mean: curve.mean * scale,
    max: curve.max * scale,
  };
}

/** Five digits are more than a screen can show. */
function short(value: number): number {
  return Number(value.toPrecision(5));
}
