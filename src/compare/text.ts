// A comparison as text for a terminal. Words before signs, so that it can be read without colour.

import { figure, moment, NOTHING, signedShare } from "../report/format.ts";
import { layOut, type TextColumn, wrap } from "../report/text-layout.ts";
import type { Comparison, Reading, Row } from "./compare.ts";
import { OUTSIDE_BY_CHANCE, RUNS_FOR_SPREAD } from "./spread.ts";

const words = {
  worse: "✗ worse",
  better: "✓ better",
  usual: "· usual",
  unknown: "? unknown",
} as const satisfies Record<Reading, string>;

/** Without `all` only figures that lie outside of what equal runs differ by, or where that is not known. */
export function comparisonText(comparison: Comparison, width: number, all: boolean): string {
  const { baseline, candidate, differences, rows, onlyOne, unknown } = comparison;
  const lines = [sideLine("baseline", baseline), sideLine("candidate", candidate)];
  if (differences.length > 0)
    return join([
      ...lines,
      "",
      "✗ NOT COMPARABLE: what shapes the figures differs",
      ...differences.flatMap(({ field, baseline: was, candidate: is, fix }) => [
        ...wrap(`${field}: ${was} → ${is}`, width, "  "),
        ...wrap(`do: ${fix}`, width, "    "),
      ]),
    ]);
  const shown = all ? rows : rows.filter(({ reading }) => reading !== "usual").slice(0, MOST);
  const hidden = rows.length - shown.length;
  return join([
    ...lines,
    ...(baseline.id === candidate.id ? ["the candidate is the baseline itself"] : []),
    ...wrap(spreadSentence(comparison), width),
    ...(unknown.length === 0
      ? []
      : wrap(`not known, so nobody can say whether it is the same: ${unknown.join(", ")}`, width)),
    "",
    ...(shown.length === 0 ? [] : layOut(columns, shown, width, FIGURE)),
    ...(hidden === 0 ? [] : [`… and ${hidden} more (--all)`]),
    ...(onlyOne.length === 0
      ? []
      : wrap(`only one of the two has enough samples of: ${onlyOne.join(", ")}`, width)),
    ...wrap(summary(rows), width),
  ]);
}

const MOST = 30;
const FIGURE = 1;

const columns: readonly TextColumn<Row>[] = [
  { title: "", align: "left", cell: ({ reading }) => words[reading] },
  { title: "figure", align: "left", cell: ({ id }) => id },
  { title: "baseline", align: "right", cell: ({ unit, baseline }) => figure(unit, rounded(unit, baseline)) },
  {
    title: "candidate",
    align: "right",
    cell: ({ unit, candidate }) => figure(unit, rounded(unit, candidate)),
  },
  { title: "change", align: "right", cell: ({ change }) => signedShare(change) },
  { title: "equal runs", align: "right", cell: usualText },
];

function usualText({ unit, usual }: Row): string {
  if (usual === null) return NOTHING;
  const shown = (value: number): string => figure(unit, rounded(unit, Math.max(0, value)));
  return `${shown(usual.lower)}–${shown(usual.upper)}`;
}

/** What the setting `build` is where nobody named one. */
const NO_BUILD = "none";
const UNNAMED =
  " No build is named (--build): unless the target tells its commit, it may have changed between them unseen.";

/** A mean of counts has decimals that say nothing. */
function rounded(unit: Row["unit"], value: number): number {
  return unit === "count" || unit === "bytes" ? Number(value.toPrecision(4)) : value;
}

function sideLine(name: string, side: Comparison["baseline"]): string {
  const { id, verdict, build, target, startedAt } = side;
  return `${name.padEnd(9)}  ${verdict} ${id} · build ${build} · ${target.join(", ")} · ${moment(startedAt)}`;
}

function spreadSentence({ spreadOf: ids, baseline }: Comparison): string {
  return ids.length < RUNS_FOR_SPREAD
    ? `run-to-run spread: not known, ${ids.length} of at least ${RUNS_FOR_SPREAD} runs of the baseline's target are kept. Differences below may be chance: run the baseline's build again, twice or more often.`
    : `run-to-run spread: from ${ids.length} runs of the baseline's target (${ids.join(", ")}); "equal runs" is where one more of them would lie, 19 times of 20.${baseline.build === NO_BUILD ? UNNAMED : ""}`;
}

function summary(rows: readonly Row[]): string {
  const count = (reading: Reading): number => rows.filter((row) => row.reading === reading).length;
  if (rows.length === 0) return "no figure has enough samples on both sides";
  if (count("unknown") === rows.length)
    return `${rows.length} figures, none of which can be called better or worse`;
  const chance = Math.ceil(rows.length * OUTSIDE_BY_CHANCE);
  return `${count("worse")} worse, ${count("better")} better, ${count("usual")} as equal runs differ, ${count("unknown")} unknown, of ${rows.length} figures; up to about ${chance} lie outside by chance, even where nothing changed`;
}

function join(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
