// What probes saw, for the terminal: a line each for what they could not see, tasks, the database and processors.

import type { Probes, TaskRow } from "../result/probes.ts";
import type { Result } from "../result/result.ts";
import { count, counted, seconds, share } from "./format.ts";
import { busiestProcess, oneLine, statementLine, topStatement } from "./target-view.ts";

/** Characters of a statement, and of the reason for which a probe is blind. */
const STATEMENT = 80;
const REASON = 160;

/** At most four; none where nobody watched. */
export function targetLines({ probes }: Pick<Result, "probes">): string[] {
  if (probes === undefined) return [];
  return [...notSeen(probes), ...tasks(probes), ...database(probes), ...processors(probes)];
}

function notSeen({ probes }: Probes): string[] {
  const blind = probes.filter(({ state }) => state === "blind");
  const gaps = probes.filter(({ state }) => state === "gaps").map(({ probe }) => probe);
  const parts = [
    ...blind.map(({ probe, why = "" }) => `${probe} was blind (${oneLine(why, REASON)})`),
    ...(gaps.length === 0 ? [] : [`${gaps.join(", ")} with gaps`]),
  ];
  return parts.length === 0 ? [] : [`probes: ${parts.join("; ")}`];
}

function tasks({ reports: { celery } }: Probes): string[] {
  if (celery === undefined || celery.tasks.length === 0) return [];
  const drained =
    celery.drainSeconds === null
      ? "the queue was not seen empty after the load"
      : `the queue was empty ${seconds(celery.drainSeconds)} after the load`;
  const [lost, failed] = [told(celery.tasks, "lost"), told(celery.tasks, "failed")];
  return [
    `tasks: ${drained}; ${lost === null ? "lost ones are not known" : lost === 0 ? "none lost" : `${count(lost)} lost`}${(failed ?? 0) > 0 ? `, ${count(failed)} failed` : ""}`,
  ];
}

/** Null where nobody told of any. */
function told(rows: readonly TaskRow[], key: "lost" | "failed"): number | null {
  const known = rows.flatMap(({ [key]: times }) => times ?? []);
  return known.length === 0 ? null : known.reduce((sum, times) => sum + times, 0);
}

function database(probes: Probes): string[] {
  const top = topStatement({ probes });
  if (top === undefined) return [];
  return [
    `database: ${share(top.share)} of its time went to ${counted(top.calls, "call")} of ${statementLine(top.text, STATEMENT)}`,
  ];
}

function processors(probes: Probes): string[] {
  const busiest = busiestProcess(probes);
  if (busiest === undefined) return [];
  const { process, mean, p95 } = busiest;
  return [
    `busiest process: ${process}, ${share(rounded(mean))} of this machine's processors on average, p(95) ${share(rounded(p95))}`,
  ];
}

/** A thousandth: the clock of processes is no finer. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
