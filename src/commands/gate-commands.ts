// The part of the command table that decides on merges: gate, risk. Added by cli.ts.

import type { Command } from "commander";
import { type GateOptions, gate, gateHelp } from "./gate.ts";
import { type RiskOptions, riskCheck, riskHelp, riskList } from "./risk.ts";
import { type RiskNewOptions, riskNew } from "./risk-new.ts";

const ACCEPTANCES = "where the risk acceptances are; without it risk-acceptances/";

export function addGate(cli: Command, done: (code: number) => void): void {
  cli
    .command("gate [run...]")
    .description("decide by verdicts and risk acceptances whether a merge may go on")
    .option(
      "--changes <result>",
      "what the job said that knows whether the change is critical: success, failure …",
    )
    .option("--critical <answer>", "that job's answer: true or false")
    .option("--load <result>", "what the job that makes the load said: success, failure, cancelled, skipped")
    .option("--expect-build <number>", "every run has to have measured this build")
    .option("--expect-profile <name>", "every run has to have this load profile")
    .option("--expect-environment <name>", "every run has to have measured this environment")
    .option("--expect-runs <count>", "so many runs there have to be")
    .option("--runs-in <folder>", "every run folder in it, too; a folder that is not there has none")
    .option("--acceptances <folder>", ACCEPTANCES)
    .option("--summary <file>", "write the decision as Markdown; without it GITHUB_STEP_SUMMARY, where set")
    .option("--comment <file>", "write it as the body of a sticky comment, at most 60,000 characters")
    .option("--junit <file>", "write it as JUnit XML, one case for each budget")
    .option("--annotations", "print GitHub's workflow commands, too; so where GITHUB_ACTIONS is true")
    .option("--no-annotations", "print none")
    .option("--out <folder>", "where the run folders are")
    .option("--json", "the decision as JSON on stdout")
    .option("--no-color", "no colour")
    .addHelpText("after", gateHelp)
    .action(async (runs: string[], options: GateOptions) => done(await gate(runs, options, process.env)));
}

export function addRisk(cli: Command, done: (code: number) => void): void {
  const risk = cli
    .command("risk")
    .description("risk acceptances: a broken budget that is borne for a while")
    .addHelpText("after", riskHelp);
  risk
    .command("new")
    .description("write the next one; asks for what is missing where stdin is a terminal")
    .option(
      "--run <run>",
      "take scenario, environment, limit and figure from this run: id, folder or `latest`",
    )
    .option("--scenario <name>", "scenario of the plan, or target")
    .option("--budget <id>", "the broken budget")
    .option("--environment <name>", "environment of the run")
    .option("--limit <figure>", "the budget's limit, where an environment file replaces the catalogue's")
    .option(
      "--ceiling <figure>",
      "worst figure that is borne, in the budget's unit: ms, bytes, 0 to 1, a count",
    )
    .option("--reason <text>", "why the merge does not wait")
    .option("--mitigation <text>", "what keeps the harm small until then")
    .option("--ticket <ticket>", "where it is mended")
    .option("--owner <who>", "who mends it: @name, @organisation/team, address")
    .option("--approver <who>", "who bears the risk; not the owner")
    .option("--days <count>", "how long it counts; 14 without it, at most 30")
    .option("--acceptances <folder>", ACCEPTANCES)
    .option("--out <folder>", "where the run folders are")
    .option("--json", "file and content as JSON on stdout")
    .addHelpText(
      "after",
      '\nExample:\n  $ obcms-perf risk new --run latest --budget api_crud_read_p95 --ceiling 650 --ticket PERF-12 \\\n      --owner @jane --approver @joe --reason "the new filter has no index yet" --mitigation "lists are capped at 50 rows"',
    )
    .action(async (options: RiskNewOptions) => {
      process.stdout.write(await riskNew(options));
      done(0);
    });
  risk
    .command("list")
    .description("every acceptance, with the days that it has left")
    .option("--acceptances <folder>", ACCEPTANCES)
    .option("--json", "as JSON on stdout")
    .addHelpText("after", "\nExample:\n  $ obcms-perf risk list --json")
    .action(async (options: RiskOptions) => {
      process.stdout.write(await riskList(options));
      done(0);
    });
  risk
    .command("check")
    .description("what is wrong with the acceptances by themselves, without a run")
    .option("--acceptances <folder>", ACCEPTANCES)
    .option("--json", "as JSON on stdout")
    .addHelpText(
      "after",
      "\nExample:\n  $ obcms-perf risk check      exit code 104 where one is expired or wrong",
    )
    .action(async (options: RiskOptions) => {
      const { output, code } = await riskCheck(options);
      process.stdout.write(output);
      done(code);
    });
}
