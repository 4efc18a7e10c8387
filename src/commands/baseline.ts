// `obcms-perf baseline`: sets, shows, lists and removes the runs to which others are held.

import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import {
  BASELINE_SCHEMA,
  type Baseline,
  baselineName,
  baselineSchema,
  whyNoBaseline,
} from "../compare/baseline.ts";
import { type Side, sideOf } from "../compare/side.ts";
import { messageOf, Problem } from "../problem.ts";
import { figure, moment } from "../report/format.ts";
import { layOut, type TextColumn } from "../report/text-layout.ts";
import { readGate } from "../result/gate.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { projectFolder } from "../run/suite.ts";
import { judge } from "../verdict/judge.ts";
import { folderOfRun, resultOfRun } from "./stored-run.ts";
import { terminalWidth } from "./terminal.ts";

export const baselinesFolder = join(projectFolder, "reports", "performance", "baselines");

export type BaselineOptions = {
  readonly out?: string;
  readonly baselines?: string;
  readonly name?: string;
  readonly json?: boolean;
};

/** Text or JSON for stdout: where the baseline was written. Throws a Problem for a run that may be none. */
export async function baselineSet(run: string, options: BaselineOptions): Promise<string> {
  const folder = folderOfRun(run, options.out);
  const result = await resultOfRun(folder);
  const side = sideOf(result, judge(result));
  const because = whyNoBaseline(side, await gateOf(folder));
  if (because !== undefined)
    throw new Problem({
      what: `${side.id} may be no baseline.`,
      saw: because,
      fix: "set a run that passes: `obcms-perf runs` lists the stored ones with their verdicts",
      exit: "configuration",
    });
  const name = options.name ?? nameOf(side);
  const path = fileOf(name, options);
  const baseline: Baseline = { schema: BASELINE_SCHEMA, setAt: new Date().toISOString(), run: side };
  await mkdir(options.baselines ?? baselinesFolder, { recursive: true });
  await writeWhole(path, toJson(baseline));
  return options.json
    ? toJson({ name, path, baseline })
    : `${name} is ${side.id} (build ${side.build}, ${side.figures.length} figures): ${path}\n`;
}

/** Text or JSON for stdout. */
export async function baselineList(options: BaselineOptions): Promise<string> {
  const folder = options.baselines ?? baselinesFolder;
  const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".json")) : [];
  const all = await Promise.all(
    names.sort().map(async (file) => {
      const name = file.slice(0, -".json".length);
      return { name, baseline: await readBaseline(name, options) };
    }),
  );
  if (options.json) return toJson(all);
  if (all.length === 0) return "No baseline is set.\n";
  return `${layOut(listColumns, all, terminalWidth(process.stdout), 1).join("\n")}\n`;
}

/** Text or JSON for stdout. */
export async function baselineShow(name: string, options: BaselineOptions): Promise<string> {
  const baseline = await readBaseline(name, options);
  if (options.json) return toJson(baseline);
  const { run } = baseline;
  const rows = layOut(figureColumns, run.figures, terminalWidth(process.stdout), 0);
  return `${[listLine(name, baseline), ...rows].join("\n")}\n`;
}

export async function baselineRemove(name: string, options: BaselineOptions): Promise<string> {
  await readBaseline(name, options);
  const path = fileOf(name, options);
  await rm(path);
  return options.json ? toJson({ name, path }) : `${name} is no baseline any more: ${path} is removed\n`;
}

/** The baseline of runs like this one. */
export function nameOf(side: Side): string {
  return baselineName(side, Object.keys(cards).length);
}

/** Throws a Problem where it is not there, or broken. */
export async function readBaseline(name: string, options: BaselineOptions): Promise<Baseline> {
  const path = fileOf(name, options);
  if (!existsSync(path))
    throw new Problem({
      what: `There is no baseline ${name}.`,
      saw: `no file ${path}`,
      fix: "obcms-perf baseline set RUN makes one of a run that passes; obcms-perf baseline list names those that are there",
      exit: "configuration",
    });
  try {
    return baselineSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new Problem({
      what: `${path} is no baseline.`,
      saw: messageOf(cause),
      fix: "set it again: obcms-perf baseline set RUN",
      exit: "configuration",
    });
  }
}

function fileOf(name: string, { baselines = baselinesFolder }: BaselineOptions): string {
  if (/^[A-Za-z0-9_-]+$/.test(name)) return join(baselines, `${name}.json`);
  throw new Problem({
    what: `${JSON.stringify(name)} is no name of a baseline.`,
    saw: "letters, digits, _ and - are allowed",
    fix: "obcms-perf baseline set RUN --name release-2",
    exit: "usage",
  });
}

async function gateOf(folder: string): ReturnType<typeof readGate> {
  try {
    return await readGate(folder);
  } catch (cause) {
    throw new Problem({
      what: `${folder} holds a gate.json that cannot be read, so nobody knows whether a risk was accepted.`,
      saw: messageOf(cause),
      fix: "obcms-perf gate <run> decides again and writes it",
      exit: "configuration",
    });
  }
}

type Listed = { readonly name: string; readonly baseline: Baseline };

const listColumns: readonly TextColumn<Listed>[] = [
  { title: "baseline", align: "left", cell: ({ name }) => name },
  { title: "run", align: "left", cell: ({ baseline }) => baseline.run.id },
  { title: "build", align: "left", cell: ({ baseline }) => baseline.run.build },
  { title: "set", align: "left", cell: ({ baseline }) => moment(baseline.setAt) },
  { title: "figures", align: "right", cell: ({ baseline }) => String(baseline.run.figures.length) },
];

const figureColumns: readonly TextColumn<Side["figures"][number]>[] = [
  { title: "figure", align: "left", cell: ({ id }) => id },
  { title: "value", align: "right", cell: ({ unit, value }) => figure(unit, value) },
  { title: "samples", align: "right", cell: ({ samples }) => String(samples) },
];

function listLine(name: string, { run, setAt }: Baseline): string {
  return `${name}: ${run.id}, build ${run.build}, set ${moment(setAt)}`;
}
