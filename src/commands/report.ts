// `obcms-perf report RUN`: judges the stored result again and writes the HTML report. Needs no k6.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { renderHtml } from "../report/html.ts";
import { type Result, resultSchema } from "../result/result.ts";
import { runFiles } from "../result/run-files.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { judge } from "../verdict/judge.ts";
import type { Verdict } from "../verdict/verdict.ts";

export type Judged = { readonly result: Result; readonly verdict: Verdict; readonly reportPath: string };

/** Judges the result in a run folder, and writes verdict.json and report.html there. */
export async function judgeStoredRun(folder: string): Promise<Judged> {
  const result = await readResult(folder);
  const verdict = judge(result);
  await writeWhole(join(folder, runFiles.verdict), toJson(verdict));
  const reportPath = join(folder, runFiles.report);
  await writeWhole(reportPath, renderHtml({ result, verdict, assets: await chartAssets() }));
  return { result, verdict, reportPath };
}

/** A run by its folder, or by its id below reports/performance/runs. */
export function folderOfRun(run: string): string {
  if (isAbsolute(run) || existsSync(run)) return resolve(run);
  return join(runsFolder, run);
}

async function readResult(folder: string): Promise<Result> {
  const path = join(folder, runFiles.result);
  try {
    return resultSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new Problem({
      what: `${path} is not a stored result.`,
      saw: messageOf(cause).slice(0, 300),
      fix: "give the folder or the id of a run that ended; they are in reports/performance/runs",
      exit: "configuration",
      cause,
    });
  }
}

async function chartAssets(): Promise<{ uplotJs: string; uplotCss: string }> {
  const require = createRequire(import.meta.url);
  const [uplotJs, uplotCss] = await Promise.all([
    readFile(require.resolve("uplot/dist/uPlot.iife.min.js"), "utf8"),
    readFile(require.resolve("uplot/dist/uPlot.min.css"), "utf8"),
  ]);
  return { uplotJs, uplotCss };
}
