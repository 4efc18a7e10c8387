// `obcms-perf risk list` and `check`: the risk acceptances by themselves, without a run. `risk new` is in risk-new.ts.

import { join } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { daysText } from "../gate/text.ts";
import { visible } from "../report/format.ts";
import { layOut, type TextColumn } from "../report/text-layout.ts";
import type { RiskAcceptance } from "../risk/acceptance.ts";
import type { AcceptanceFile } from "../risk/acceptance-file.ts";
import { checkAcceptances, daysLeft } from "../risk/check.ts";
import { type Fault, faults } from "../risk/faults.ts";
import { readAcceptances } from "../risk/read-folder.ts";
import { toJson } from "../run/run-folder.ts";
import { projectFolder } from "../run/suite.ts";
import { terminalWidth } from "./terminal.ts";

export const acceptancesFolder = join(projectFolder, "risk-acceptances");

export type RiskOptions = { readonly acceptances?: string; readonly json?: boolean };

type Listed = {
  readonly file: string;
  /** Null where the file cannot be read. */
  readonly acceptance: RiskAcceptance | null;
  /** Whole days until its last one, in UTC; negative when it is over. */
  readonly daysLeft: number | null;
  readonly faults: readonly Pick<Fault, "name" | "line" | "sentence">[];
};

/** Days before its last one from which `check` names an acceptance that will expire. */
const SOON = 7;

/** Text or JSON for stdout. */
export async function riskList(options: RiskOptions): Promise<string> {
  const all = await listed(options);
  if (options.json) return toJson(all);
  if (all.length === 0) return "No risk is accepted.\n";
  const [titles = "", ...lines] = layOut(columns, all, terminalWidth(process.stdout), BUDGET);
  return `${[titles, ...lines].join("\n")}\n`;
}

/** Text or JSON for stdout, and the exit code: that of a wrong configuration where any file is at fault. */
export async function riskCheck(options: RiskOptions): Promise<{ output: string; code: number }> {
  const all = await listed(options);
  const faulty = all.filter((one) => one.faults.length > 0);
  const code = faulty.length === 0 ? exitCodes.pass.code : exitCodes.configuration.code;
  if (options.json) return { output: toJson(all), code };
  const lines = [
    ...faulty.flatMap(({ file, faults: found }) => found.flatMap((fault) => faultLines({ ...fault, file }))),
    ...all.filter(({ faults: found }) => found.length === 0).flatMap(soonLine),
    `${all.length} risk ${all.length === 1 ? "acceptance" : "acceptances"}, ${faulty.length} at fault`,
  ];
  return { output: `${lines.join("\n")}\n`, code };
}

async function listed({ acceptances = acceptancesFolder }: RiskOptions): Promise<Listed[]> {
  const now = new Date();
  return checkAcceptances(await readAcceptances(acceptances), now).map((one) => listedOne(one, now));
}

function listedOne({ file, acceptance, faults: found }: AcceptanceFile, now: Date): Listed {
  return {
    file,
    acceptance: acceptance ?? null,
    daysLeft: acceptance === undefined ? null : daysLeft(acceptance, now),
    faults: found.map(({ name, line, sentence }) => ({
      name,
      sentence,
      ...(line === undefined ? {} : { line }),
    })),
  };
}

const cell = (of: (acceptance: RiskAcceptance) => string | number) => (one: Listed) =>
  one.acceptance === null ? "–" : visible(String(of(one.acceptance)));

const columns: readonly TextColumn<Listed>[] = [
  { title: "file", align: "left", cell: ({ file }) => visible(file.split("/").at(-1) ?? file) },
  { title: "scenario", align: "left", cell: cell(({ scenario }) => scenario) },
  { title: "budget", align: "left", cell: cell(({ budget }) => budget) },
  { title: "environment", align: "left", cell: cell(({ environment }) => environment) },
  { title: "ceiling", align: "right", cell: cell(({ ceiling }) => ceiling) },
  { title: "limit", align: "left", cell: cell(({ limit }) => `(${limit})`) },
  { title: "expires", align: "left", cell: cell(({ expires }) => expires) },
  { title: "left", align: "left", cell: ({ daysLeft: days }) => (days === null ? "–" : daysText(days)) },
  { title: "ticket", align: "left", cell: cell(({ ticket }) => ticket) },
  { title: "owner", align: "left", cell: cell(({ owner }) => owner) },
  {
    title: "faults",
    align: "left",
    cell: ({ faults: found }) => found.map(({ name }) => name).join(", ") || "none",
  },
];
const BUDGET = columns.findIndex(({ title }) => title === "budget");

function faultLines({
  file,
  name,
  line,
  sentence,
}: Pick<Fault, "file" | "name" | "line" | "sentence">): string[] {
  const place = line === undefined ? file : `${file}:${line}`;
  return [`✗ ${visible(`${place}  ${name}: ${sentence}`)}`, `  do: ${faults[name].fix}`];
}

function soonLine({ file, daysLeft: days, acceptance }: Listed): string[] {
  if (days === null || days > SOON || acceptance === null) return [];
  return [
    `! ${visible(`${file}  ${daysText(days)}: ${acceptance.budget}, ${acceptance.owner}, ${acceptance.ticket}`)}`,
  ];
}

export const riskHelp = `
A risk acceptance lets one broken budget pass the gate for a while: docs/gate.md.

Examples:
  $ obcms-perf risk new --run latest --budget api_crud_read_p95     asks for the rest
  $ obcms-perf risk list
  $ obcms-perf risk check                                           for a nightly job: exit code 104 where one is wrong`;
