// `obcms-perf report RUN`: judges the stored result again and writes the HTML report. Needs no k6.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { renderHtml } from "../report/html.ts";
import type { Result } from "../result/result.ts";
import { runFiles } from "../result/run-files.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { judge } from "../verdict/judge.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { folderOfRun, resultOfRun } from "./stored-run.ts";

export type Judged = { readonly result: Result; readonly verdict: Verdict; readonly reportPath: string };

export type ReportOptions = { readonly out?: string; readonly json?: boolean };

/** Text or JSON for stdout: where the report lies, and with `json` the verdict. */
export async function report(run: string, { out, json }: ReportOptions): Promise<string> {
  const folder = folderOfRun(run, out);
  const { verdict, reportPath } = await judgeStoredRun(folder);
  return json ? toJson({ folder, report: reportPath, verdict }) : `${reportPath}\n`;
}

/** Judges the result in a run folder, and writes verdict.json and report.html there. */
export async function judgeStoredRun(folder: string): Promise<Judged> {
  const result = await resultOfRun(folder);
  const verdict = judge(result);
  await writeWhole(join(folder, runFiles.verdict), toJson(verdict));
  const reportPath = join(folder, runFiles.report);
  await writeWhole(reportPath, renderHtml({ result, verdict, assets: await chartAssets() }));
  return { result, verdict, reportPath };
}

/** uPlot, for a page that carries it in itself. */
export async function chartAssets(): Promise<{ uplotJs: string; uplotCss: string }> {
  const require = createRequire(import.meta.url);
  const [uplotJs, uplotCss] = await Promise.all([
    readFile(require.resolve("uplot/dist/uPlot.iife.min.js"), "utf8"),
    readFile(require.resolve("uplot/dist/uPlot.min.css"), "utf8"),
  ]);
  return { uplotJs, uplotCss };
}
