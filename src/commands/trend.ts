// `obcms-perf trend`: one HTML page over all kept runs.

import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { Problem } from "../problem.ts";
import { runFiles } from "../result/run-files.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { renderTrend } from "../trend/html.ts";
import { TREND_SCHEMA, type TrendRun, trendOf, trendRunOf } from "../trend/trend.ts";
import { keptRuns } from "./kept-runs.ts";
import { chartAssets } from "./report.ts";
import { runIds } from "./stored-run.ts";

export type TrendOptions = {
  readonly out?: string;
  readonly html?: string;
  readonly environment?: string;
  readonly profile?: string;
  readonly json?: boolean;
};

/** Text or JSON for stdout: where the page was written, or the trend itself. */
export async function trend(options: TrendOptions): Promise<string> {
  const { out = runsFolder, environment, profile, json } = options;
  const runs: TrendRun[] = [];
  let read = 0;
  for await (const { result, verdict } of keptRuns(out)) {
    read += 1;
    const { run } = result;
    const isAsked =
      (environment === undefined || run.environment === environment) &&
      (profile === undefined || run.profile === profile);
    if (isAsked) runs.push(trendRunOf(result, verdict));
  }
  const ids = runIds(out);
  if (runs.length === 0)
    throw new Problem({
      what: "There is no run to draw a trend of.",
      saw: `${ids.length} folders in ${out}, ${read} of them with a readable result, none as asked for`,
      fix: "obcms-perf runs lists the stored runs; --out names another place of them",
      exit: "configuration",
    });
  const groups = trendOf(runs);
  const unreadable = ids.length - read;
  if (json) return toJson({ schema: TREND_SCHEMA, unreadable, groups });
  const path = resolve(options.html ?? join(out, "trend.html"));
  const page = renderTrend({
    groups,
    unreadable,
    allCards: Object.keys(cards).length,
    reportOf: (id) => addressOf(path, join(out, id, runFiles.report)),
    assets: await chartAssets(),
  });
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, page);
  return `${path}\n`;
}

function addressOf(page: string, report: string): string | undefined {
  if (!existsSync(report)) return undefined;
  return relative(dirname(page), resolve(report)).split(sep).map(encodeURIComponent).join("/");
}

export const trendHelp = `
One self-contained page: for each environment, profile and set of scenarios the verdict of every kept run, and a line for each
budget with its limit and for each endpoint. INVALID runs are gaps; lines break where runs cannot be compared.

Examples:
  $ obcms-perf trend                                         writes trend.html beside the run folders
  $ obcms-perf trend --environment staging --html public/index.html
  $ obcms-perf trend --json | jq '.groups[].runs[] | [.id, .state]'`;
