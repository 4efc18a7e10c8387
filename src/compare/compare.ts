// Compares two runs figure by figure, each difference beside what equal runs differ by. Pure: (sides, kept runs) → comparison.
// Says nothing of significance: one run a side cannot carry that (decisions/018).

import { type Difference, differencesOf, isSameTarget, unknownFields } from "./comparable.ts";
import type { Figure, Side } from "./side.ts";
import { type Spread, spreadOf, spreadOfShares } from "./spread.ts";

export const COMPARISON_SCHEMA = "obcms-perf/comparison/1";

/** `unknown`: too few runs of the baseline's target are kept to know what equal runs differ by. */
export type Reading = "worse" | "better" | "usual" | "unknown";

export type Row = {
  readonly id: string;
  readonly unit: Figure["unit"];
  readonly baseline: number;
  readonly candidate: number;
  /** Candidate by baseline, less 1; null where the baseline is 0. */
  readonly change: number | null;
  /** Where one more run of the unchanged target would lie, 19 times of 20; null where that is not known. */
  readonly usual: Spread | null;
  readonly reading: Reading;
};

export type Comparison = {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly baseline: Omit<Side, "figures">;
  readonly candidate: Omit<Side, "figures">;
  /** Empty where the two are compared; else there are no rows. */
  readonly differences: readonly Difference[];
  /** Fields of the fingerprint of which one or both know nothing. */
  readonly unknown: readonly string[];
  /** Runs of the baseline's target, itself among them, from which the spread comes. */
  readonly spreadOf: readonly string[];
  /** Worse first, then better, each by how far it changed. */
  readonly rows: readonly Row[];
  /** Ids of figures that only one of the two has. */
  readonly onlyOne: readonly string[];
};

/** A change of times below this is of no interest, whatever the spread: nobody notices it. */
const LEAST_CHANGE = 0.05;

/** `kept`: all runs that are there; those of the baseline's target tell the spread. The candidate is never one of them. */
export function compareSides(baseline: Side, candidate: Side, kept: readonly Side[]): Comparison {
  const differences = differencesOf(baseline, candidate);
  const equal = [
    baseline,
    ...kept.filter(
      (one) =>
        one.id !== baseline.id && one.id !== candidate.id && isMeasured(one) && isSameTarget(baseline, one),
    ),
  ];
  const other = new Map(candidate.figures.map((figure) => [figure.id, figure]));
  const ids = new Set(baseline.figures.map(({ id }) => id));
  const rows =
    differences.length > 0
      ? []
      : baseline.figures.flatMap((figure) => {
          const found = other.get(figure.id);
          return found === undefined ? [] : [rowOf(figure, found, equal)];
        });
  return {
    schema: COMPARISON_SCHEMA,
    baseline: withoutFigures(baseline),
    candidate: withoutFigures(candidate),
    differences,
    unknown: unknownFields(baseline, candidate),
    spreadOf: equal.map(({ id }) => id),
    rows: rows.sort((a, b) => ranks[a.reading] - ranks[b.reading] || sizeOf(b) - sizeOf(a)),
    onlyOne:
      differences.length > 0
        ? []
        : [
            ...baseline.figures.filter(({ id }) => !other.has(id)),
            ...candidate.figures.filter(({ id }) => !ids.has(id)),
          ].map(({ id }) => id),
  };
}

/** A run that proves nothing has no figures, and one that ended early has those of another load. */
export function isMeasured({ verdict, ended }: Side): boolean {
  return verdict !== "INVALID" && ended === "completed";
}

const ranks = { worse: 0, better: 1, unknown: 2, usual: 3 } as const satisfies Record<Reading, number>;

function rowOf(figure: Figure, { value: candidate, samples }: Figure, equal: readonly Side[]): Row {
  const { id, unit, value: baseline } = figure;
  const found = equal.flatMap(({ figures }) => figures.find((one) => one.id === id) ?? []);
  const values = found.map(({ value }) => value);
  const usual = (unit === "rate" ? spreadOfShares(found, samples) : spreadOf(values, unit)) ?? null;
  const change = baseline === 0 ? (candidate === 0 ? 0 : null) : candidate / baseline - 1;
  return {
    id,
    unit,
    baseline,
    candidate,
    change,
    usual,
    reading: readingOf(figure, candidate, change, usual),
  };
}

function readingOf(
  { unit, worse }: Figure,
  candidate: number,
  change: number | null,
  usual: Spread | null,
): Reading {
  if (usual === null) return "unknown";
  // Where the baseline is the odd one of its kind, a candidate with the same value has not changed.
  const isSmall = change === 0 || (unit === "ms" && change !== null && Math.abs(change) < LEAST_CHANGE);
  if (isSmall || (candidate >= usual.lower && candidate <= usual.upper)) return "usual";
  const isHigher = candidate > usual.upper;
  return isHigher === (worse === "higher") ? "worse" : "better";
}

function sizeOf({ change }: Row): number {
  return change === null ? Number.POSITIVE_INFINITY : Math.abs(change);
}

function withoutFigures({ figures: _, ...side }: Side): Omit<Side, "figures"> {
  return side;
}
