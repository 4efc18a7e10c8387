// `obcms-perf runs`: the stored runs, newest first, with their verdicts.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { styleText } from "node:util";
import { resultSchema } from "../result/result.ts";
import { runFiles } from "../result/run-files.ts";
import { toJson } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { judge } from "../verdict/judge.ts";
import type { VerdictState } from "../verdict/verdict.ts";
import { runIds } from "./stored-run.ts";
import { say, wantsColor } from "./terminal.ts";

export type RunsOptions = { readonly out?: string; readonly json?: boolean; readonly color: boolean };

type StoredRun = {
  readonly id: string;
  /** `unfinished`: no result is stored, the run goes on or its tool was killed. `unreadable`: of another version. */
  readonly verdict: VerdictState | "unfinished" | "unreadable";
  readonly profile: string | null;
  readonly environment: string | null;
  readonly requests: number | null;
  readonly durationSeconds: number | null;
};

const colors = {
  PASS: "green",
  FAIL: "red",
  INVALID: "magenta",
  INCONCLUSIVE: "yellow",
  unfinished: "gray",
  unreadable: "gray",
} as const satisfies Record<StoredRun["verdict"], string>;

const REBUILD =
  "unfinished, unreadable: obcms-perf report <run> makes their results from the raw files, once the run has ended";

/** Text or JSON for stdout. */
export async function listRuns({ out = runsFolder, json, color }: RunsOptions): Promise<string> {
  const runs = await Promise.all(runIds(out).map((id) => readRun(out, id)));
  if (json) return toJson(runs);
  if (runs.length === 0) return `No runs in ${out}.\n`;
  const paint = wantsColor(process.stdout, color);
  if (runs.some(({ verdict }) => verdict === "unreadable" || verdict === "unfinished")) say(REBUILD);
  return `${runs.map((run) => line(run, paint)).join("\n")}\n`;
}

async function readRun(folder: string, id: string): Promise<StoredRun> {
  const nothing = { id, profile: null, environment: null, requests: null, durationSeconds: null };
  const text = await readFile(join(folder, id, runFiles.result), "utf8").catch(() => undefined);
  if (text === undefined) return { ...nothing, verdict: "unfinished" };
  try {
    const result = resultSchema.parse(JSON.parse(text));
    const { profile, environment, durationSeconds } = result.run;
    return {
      id,
      verdict: judge(result).state,
      profile,
      environment,
      requests: result.totals.httpReqs,
      durationSeconds,
    };
  } catch {
    return { ...nothing, verdict: "unreadable" };
  }
}

function line({ id, verdict, requests, durationSeconds }: StoredRun, paint: boolean): string {
  const state = verdict.padEnd(12);
  const size = requests === null ? "" : `${requests} requests in ${Math.round(durationSeconds ?? 0)} s`;
  return `${paint ? styleText(colors[verdict], state) : state}  ${id}  ${size}`.trimEnd();
}
