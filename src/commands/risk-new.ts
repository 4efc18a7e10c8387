// `obcms-perf risk new`: writes the next free RA-n.yaml from flags, from a run, and from answers where somebody sits at a
// terminal. What the gate would refuse is refused here, and nothing is written.

import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { Problem } from "../problem.ts";
import { LONGEST_DAYS } from "../risk/acceptance.ts";
import { parseAcceptance } from "../risk/acceptance-file.ts";
import { isWithin, widestCeiling } from "../risk/ceiling.ts";
import { checkAcceptances, dayOf } from "../risk/check.ts";
import { promiseOf } from "../risk/promise.ts";
import { nextNumber, readAcceptances } from "../risk/read-folder.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { askFor } from "./ask.ts";
import { belowFigure, brokenBudget } from "./broken-budget.ts";
import { acceptancesFolder, type RiskOptions } from "./risk.ts";

export type RiskNewOptions = RiskOptions & {
  readonly run?: string;
  readonly out?: string;
  readonly days?: string;
} & Partial<Readonly<Record<Asked | "limit", string>>>;

/** What is asked for where no flag says it, in this order. */
const questions = {
  scenario: "scenario of the plan, or target",
  budget: "id of the broken budget",
  environment: "environment of the run, as result.json names it",
  ceiling: "worst figure that is borne, in the budget's unit",
  reason: "why the merge does not wait",
  mitigation: "what keeps the harm small until then",
  ticket: "ticket, number or address",
  owner: "who mends it (@name)",
  approver: "who bears the risk, not the owner (@name)",
} as const;
type Asked = keyof typeof questions;
const asked = Object.keys(questions) as Asked[];

/** Two sprints of a week: half of the longest. */
const DAYS = "14";

/** Text or JSON for stdout: where the file lies. */
export async function riskNew(options: RiskNewOptions): Promise<string> {
  const folder = options.acceptances ?? acceptancesFolder;
  await mkdir(folder, { recursive: true });
  const row = await brokenBudget(options);
  const known = { ...row?.known, ...given(options) };
  const answers = await askFor({
    questions,
    known,
    of: "A risk acceptance",
    command: "obcms-perf risk new",
    hint: (name, so) => hint(name, so, known),
  });
  const days = daysOf(options.days ?? DAYS);
  const created = new Date();
  const id = `RA-${await nextNumber(folder)}`;
  const { scenario, budget } = answers;
  const limit = known.limit ?? promiseOf(scenario, budget)?.limit;
  const acceptance = {
    id,
    scenario,
    budget,
    environment: answers.environment,
    limit: limit === undefined ? undefined : Number(limit),
    ceiling: Number(answers.ceiling),
    ...(known.measured === undefined ? {} : { measured: known.measured }),
    reason: answers.reason,
    mitigation: answers.mitigation,
    ticket: answers.ticket,
    owner: answers.owner,
    approver: answers.approver,
    created: dayOf(created),
    expires: dayOf(new Date(created.getTime() + days * 86_400_000)),
  };
  if (row !== undefined && !isWithin(row.budget, acceptance.ceiling))
    throw belowFigure(row.budget, answers.ceiling);
  const path = join(folder, `${id}.yaml`);
  const text = `${schemaLine(folder)}${stringify(acceptance, { version: "1.2", schema: "core" })}`;
  await refuseFaulty(folder, path, text, created);
  await writeWhole(path, text);
  if (options.json) return toJson({ file: path, acceptance });
  const name = relative(process.cwd(), path);
  return `${name}\n`;
}

type Known = Partial<Record<Asked, string>> & { limit?: string | number; measured?: number };

function given(options: RiskNewOptions): Known {
  const named = [...asked, "limit" as const].flatMap((name) =>
    options[name] === undefined ? [] : [[name, options[name]] as const],
  );
  return Object.fromEntries(named);
}

/** Beside the question for a ceiling, how far it may go. */
function hint(
  name: Asked,
  { scenario = "", budget = "" }: Partial<Record<Asked, string>>,
  known: Known,
): string {
  const promise = promiseOf(scenario, budget);
  if (name !== "ceiling" || promise === undefined) return questions[name];
  const limited = { ...promise, limit: Number(known.limit ?? promise.limit) };
  const measured = known.measured === undefined ? "" : `, measured ${known.measured}`;
  return `${questions[name]} (${limited.unit}: limit ${limited.operator} ${limited.limit}${measured}, at most ${widestCeiling(limited)})`;
}

function daysOf(text: string): number {
  if (/^[0-9]{1,3}$/.test(text) && Number(text) <= LONGEST_DAYS) return Number(text);
  throw new Problem({
    what: `--days ${text} is not how long an acceptance may last.`,
    saw: `a whole number from 0 to ${LONGEST_DAYS} is expected`,
    fix: `obcms-perf risk new --days ${DAYS}`,
    exit: "usage",
  });
}

async function refuseFaulty(folder: string, path: string, text: string, now: Date): Promise<void> {
  const file = relative(process.cwd(), path);
  const all = checkAcceptances([...(await readAcceptances(folder)), parseAcceptance(file, text)], now);
  const found = all.at(-1)?.faults ?? [];
  if (found.length === 0) return;
  throw new Problem({
    what: "The gate would refuse this acceptance, so it was not written.",
    saw: found.map(({ name, sentence }) => `${name}: ${sentence}`).join("\n"),
    fix: "correct that; docs/gate.md has the rules",
    exit: "configuration",
  });
}

/** For editors; the schema lies beside the usual folder only. */
function schemaLine(folder: string): string {
  return folder === acceptancesFolder
    ? "# yaml-language-server: $schema=../schemas/risk-acceptance.schema.json\n"
    : "";
}
