// What probes saw, in short: the statement that took most, the busiest process, what was at its limit.

import type { Probes } from "../result/probes.ts";
import type { Result } from "../result/result.ts";
import { milliseconds, share } from "./format.ts";

/** A statement from this share of the database's time up is named: less helps little. */
const STATEMENT_SHARE = 0.2;
/** From here up a process has no processor left to answer faster with; k6's own limit is lower. Judgement. */
const FULL_CPU = 0.9;
/** Tasks that wait so many times as long as they work, and so long at all, lack workers. Judgement. */
const WAITS = { times: 5, atLeastMs: 1000 } as const;

export type TopStatement = {
  readonly text: string;
  readonly calls: number;
  readonly seconds: number;
  /** Of the time that the database spent on all statements, 0 to 1. */
  readonly share: number;
};

/** The statement that took most; undefined where no probe told of any. */
export function topStatement({ probes }: Pick<Result, "probes">): TopStatement | undefined {
  const { postgres } = probes?.reports ?? {};
  if (postgres === undefined || postgres.ms === 0) return undefined;
  const [top] = postgres.statements.toSorted((a, b) => b.ms - a.ms);
  if (top === undefined) return undefined;
  return { text: top.text, calls: top.calls, seconds: top.ms / 1000, share: top.ms / postgres.ms };
}

/** Whether it is worth a look of its own. */
export function standsOut({ share: of }: TopStatement): boolean {
  return of > STATEMENT_SHARE;
}

/** One line, at most `length` characters of it. */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** One line of a statement, at most `length` characters of it; where that is too few, its columns are left out first. */
export function statementLine(text: string, length: number): string {
  const whole = oneLine(text, Number.POSITIVE_INFINITY);
  return whole.length <= length
    ? whole
    : oneLine(whole.replace(/^SELECT .+? FROM /i, "SELECT … FROM "), length);
}

/** Processor shares by process, the busiest first. */
export function processors(probes: Probes | undefined): Probes["curves"] {
  return (probes?.curves ?? []).filter(({ figure }) => figure === "cpu").sort((a, b) => b.p95 - a.p95);
}

/** The busiest of those that are named; undefined where none is. */
export function busiestProcess(probes: Probes | undefined): Probes["curves"][number] | undefined {
  return processors(probes).find(({ process }) => process !== "machine" && process !== "k6");
}

/** What could not give more, in sentences: processors, workers. */
export function limits({ probes }: Pick<Result, "probes">): string[] {
  return [...fullProcessors(probes), ...behindTasks(probes)];
}

function fullProcessors(probes: Probes | undefined): string[] {
  const all = processors(probes);
  const full = all.filter(({ p95 }) => p95 >= FULL_CPU);
  const named = full.filter(({ process }) => process !== "machine");
  if (named.length > 0)
    return named.map(
      ({ process, p95 }) =>
        `${process} had no processor left: p95 of its share of this machine is ${share(p95)}`,
    );
  const most = all.find(({ process }) => process !== "machine");
  const whose =
    most === undefined
      ? ""
      : `; of the processes that are named ${most.process} used most, ${share(most.p95)}`;
  return full.map(({ p95 }) => `this machine had no processor left: p95 is ${share(p95)} of it${whose}`);
}

/** The tasks that waited longest altogether; the others wait behind them. */
function behindTasks(probes: Probes | undefined): string[] {
  const behind = (probes?.reports.celery?.tasks ?? []).flatMap(({ name, waited, worked }) => {
    if (waited === null || worked === null) return [];
    const [waitedMs, workedMs] = [waited.p50, worked.p50];
    if (waitedMs < WAITS.atLeastMs || waitedMs < workedMs * WAITS.times) return [];
    return [{ name, waitedMs, workedMs, together: waitedMs * waited.samples }];
  });
  const [most] = behind.sort((a, b) => b.together - a.together);
  if (most === undefined) return [];
  const { name, waitedMs, workedMs } = most;
  return [
    `the queue's workers did not keep up: ${name} waited ${milliseconds(waitedMs)} for ${milliseconds(workedMs)} of work (medians)`,
  ];
}
