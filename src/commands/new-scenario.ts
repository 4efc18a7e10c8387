// `obcms-perf new scenario`: adds a scenario for a module that shipped: card, journey, budgets, load, mutant, README, golden files.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { type Asked, questions } from "../new-scenario/draft.ts";
import { parseDraft } from "../new-scenario/parse.ts";
import { place } from "../new-scenario/place.ts";
import { type Change, rehearse } from "../new-scenario/rehearse.ts";
import { ensureK6 } from "../provision/k6.ts";
import { toJson } from "../run/run-folder.ts";
import { projectFolder } from "../run/suite.ts";
import { askFor } from "./ask.ts";
import { list } from "./run-options.ts";
import { say } from "./terminal.ts";

type NewScenarioOptions = Partial<Record<Asked, string>> & {
  readonly weight: string;
  readonly path?: string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

const help = `
It asks for what no flag says where stdin is a terminal. The scenario is added to a copy of the project, which is checked;
then all of it is written, or nothing. Its journey reads rows of the catalogue that need no argument; a new row, writes and
budgets of its own are written by hand afterwards.

Examples:
  $ obcms-perf new scenario
  $ obcms-perf new scenario --name budget_reviews --title "Budget Reviews" --priority MEDIUM --complexity Simple \\
      --dependencies "planning pages" --prerequisites target_reachable,credentials_personas --persona executive \\
      --endpoints planning_budgeting,gap_analysis --read-ms 600 --read-reason "agreed with planning in May" \\
      --weight-reason "a few reviews a week" --path src/planning/ --dry-run`;

export function addNew(cli: Command): void {
  const command = cli
    .command("new")
    .description("add what a new module of OBCMS needs")
    .addHelpText("after", help);
  command
    .command("scenario")
    .description("add a scenario: card, journey, budgets, load, mutant, README, golden files")
    .option("--name <name>", questions.name)
    .option("--title <words>", questions.title)
    .option("--priority <priority>", questions.priority)
    .option("--complexity <complexity>", questions.complexity)
    .option("--dependencies <list>", questions.dependencies)
    .option("--prerequisites <ids>", questions.prerequisites)
    .option("--persona <name>", questions.persona)
    .option("--endpoints <rows>", questions.endpoints)
    .option("--read-ms <ms>", questions.readMs)
    .option("--read-reason <words>", questions.readReason)
    .option("--weight-reason <words>", questions.weightReason)
    .option("--weight <number>", "its part of a load of several scenarios, 1 to 10", "1")
    .option("--path <path>", "path of OBCMS whose change asks for a run of it; repeatable", list)
    .option("--dry-run", "print what would change, and write nothing")
    .option("--json", "what changes as JSON on stdout")
    .addHelpText("after", help)
    .action(async (options: NewScenarioOptions) => {
      process.stdout.write(await newScenario(options));
    });
}

/** Text or JSON for stdout. */
async function newScenario(options: NewScenarioOptions): Promise<string> {
  const answers = await askFor({
    questions,
    known: options,
    of: "A new scenario",
    command: "obcms-perf new scenario",
  });
  const { version } = JSON.parse(await readFile(join(projectFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const draft = parseDraft({ ...answers, weight: options.weight, paths: options.path ?? [] }, version);
  const { path: k6 } = await ensureK6({ env: process.env, say });
  const changes = await rehearse(draft, {
    project: projectFolder,
    k6,
    say: (what) => say(`${what} in a copy`),
  });
  if (options.dryRun !== true) await place(projectFolder, changes);
  if (options.json)
    return toJson({
      scenario: draft.name,
      written: options.dryRun !== true,
      files: changes.map(({ path, before }) => ({ path, isNew: before === undefined })),
    });
  if (options.dryRun) return changes.map(shown).join("\n");
  return `${changes.map(headline).join("\n")}\n\n${next(draft.name)}`;
}

function headline({ path, before }: Change): string {
  return `${before === undefined ? "new     " : "changed "} ${path}`;
}

/** Of derived files the number of lines is enough: they follow from the others. */
const derived = /^(?:test\/golden\/|schemas\/|observability\/|tests\/performance\/k6\/budgets\.json$)/;

function shown(change: Change): string {
  const old = new Set(change.before?.split("\n"));
  const added = change.after.split("\n").filter((line) => !old.has(line));
  if (derived.test(change.path)) return `${headline(change)}: ${added.length} lines that were not there\n`;
  return `${headline(change)}\n${added.map((line) => `  + ${line}\n`).join("")}`;
}

function next(name: string): string {
  return `Now run it against the embedded target, and see its budget break:
  npm start -- --scenario ${name}
  npm run mutants -- ${name}
Then measure it on OBCMS, say so in the suite's changelog, and let git know the new files.
`;
}
