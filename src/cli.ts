// The command table. The only file that prints errors and ends the process.

import { Command, CommanderError } from "commander";
import { profileNames } from "../tests/performance/k6/catalogue/profiles.ts";
import { config } from "./commands/config.ts";
import { passThroughToK6 } from "./commands/k6.ts";
import { folderOfRun, judgeStoredRun } from "./commands/report.ts";
import { run, runHelp } from "./commands/run.ts";
import { listRuns } from "./commands/runs.ts";
import { standIn } from "./commands/stand-in.ts";
import { say } from "./commands/terminal.ts";
import { exitCodes } from "./exit-codes.ts";
import { Problem } from "./problem.ts";

const list = (value: string, before: readonly string[] = []): string[] => [...before, value];
const FAULT = "fault of the embedded target, e.g. delay=800@read; repeatable";

function program(done: (code: number) => void): Command {
  const cli = new Command("obcms-perf")
    .description("Load and stress tests for OBCMS, with a verdict that knows when it may not say PASS.")
    .exitOverride()
    .enablePositionalOptions();

  cli
    .command("run")
    .description("load-test a target to a verdict and a report; without --env, the embedded one")
    .option("--env <name|path>", "environment file: env.NAME.json beside the suite, or a path")
    .option("--base-url <origin>", "target without an environment file; settings come from variables")
    .option("--profile <name>", `load profile: ${profileNames.join(", ")}`)
    .option("--scenario <name>", "scenario of the plan; repeatable, or separated by commas", list)
    .option("--duration <time>", "how long the steady part lasts: 30s, 5m, 1h")
    .option("--vus <count>", "virtual users; in an open profile the most it may use")
    .option("--rate <per-second>", "iterations per second of an open profile")
    .option("--think-time <factor>", "multiplies the journeys' pauses; 0 removes them")
    .option("--request-timeout <time>", "after it a request counts as not answered")
    .option("--graceful-stop <time>", "how long iterations may take to finish after the planned end")
    .option("--build <number>", "build of the target, a tag on every sample")
    .option("--allow-residue", "create rows that nothing can delete again")
    .option("--fault <fault>", FAULT, list)
    .option("--out <folder>", "where run folders go")
    .option("--json", "verdict as JSON on stdout")
    .option("--no-color", "no colour")
    .addHelpText("after", runHelp)
    .action(async (options) => done(await run(options, commandLine())));

  cli
    .command("report <run>")
    .description("judge a stored run again and write its HTML report; needs no k6")
    .addHelpText("after", "\nExample:\n  $ obcms-perf report reports/performance/runs/<id>")
    .action(async (name: string) => {
      const { reportPath } = await judgeStoredRun(folderOfRun(name));
      process.stdout.write(`${reportPath}\n`);
      done(0);
    });

  cli
    .command("runs")
    .description("the stored runs, newest first, with their verdicts")
    .option("--out <folder>", "where the run folders are")
    .option("--json", "as JSON")
    .option("--no-color", "no colour")
    .addHelpText("after", "\nExample:\n  $ obcms-perf runs --json")
    .action(async (options) => {
      process.stdout.write(await listRuns(options));
      done(0);
    });

  cli
    .command("config")
    .description("every setting with its effective value and where it came from; secrets masked")
    .option("--env <name|path>", "environment file: env.NAME.json beside the suite, or a path")
    .option("--base-url <origin>", "target without an environment file")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ K6_BASE_URL=http://127.0.0.1:8000 obcms-perf config --env staging")
    .action(async (options) => {
      process.stdout.write(await config(options));
      done(0);
    });

  cli
    .command("stand-in")
    .description("the embedded target alone, until Ctrl-C")
    .option("--port <port>", "loopback port; 0 picks a free one")
    .option("--scale <factor>", "size of the dataset")
    .option("--seed <number>", "seed of the dataset")
    .option("--fault <fault>", FAULT, list)
    .addHelpText("after", "\nExample:\n  $ obcms-perf stand-in --fault error_rate=0.05")
    .action(async (options) => done(await standIn(options)));

  cli
    .command("k6")
    .description("the pinned k6 with your own arguments")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .argument("[args...]")
    .addHelpText("after", "\nExample:\n  $ obcms-perf k6 version")
    .action(async (args: string[]) => done(await passThroughToK6(args)));

  return cli;
}

function commandLine(): string {
  return ["obcms-perf", ...process.argv.slice(2)].join(" ");
}

/** Commander has already printed what is wrong with a command line; `--help` is no error. */
function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  if (error instanceof Problem) {
    say(error.toText());
    return exitCodes[error.exit].code;
  }
  say(`A bug of obcms-perf: ${error instanceof Error ? error.stack : String(error)}`);
  return exitCodes.bug.code;
}

// A closed terminal, or `| head`: what cannot be printed must not end the run, whose folder still has to be written.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

let code: number = exitCodes.pass.code;
try {
  await program((ended) => {
    code = ended;
  }).parseAsync();
} catch (error) {
  code = codeOf(error);
}
process.exitCode = code;
