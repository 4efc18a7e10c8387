// The command table. The only file that prints errors and ends the process.

import { Command, CommanderError } from "commander";
import { profileNames } from "../tests/performance/k6/catalogue/profiles.ts";
import { addCi } from "./commands/ci-commands.ts";
import { config } from "./commands/config.ts";
import { contract } from "./commands/contract.ts";
import { addContractOptions } from "./commands/contract-options.ts";
import { type ControlOptions, control } from "./commands/control.ts";
import { addFlush, addSeed, addSnapshotCommands } from "./commands/database-commands.ts";
import { doctor } from "./commands/doctor.ts";
import { addGate, addRisk } from "./commands/gate-commands.ts";
import { passThroughToK6 } from "./commands/k6.ts";
import { addNew } from "./commands/new-scenario.ts";
import { open } from "./commands/open.ts";
import { parity, parityHelp } from "./commands/parity.ts";
import { report } from "./commands/report.ts";
import { run, runHelp } from "./commands/run.ts";
import { list } from "./commands/run-options.ts";
import { listRuns } from "./commands/runs.ts";
import { standIn, standInHelp } from "./commands/stand-in.ts";
import { say } from "./commands/terminal.ts";
import { addTrendCommands } from "./commands/trend-commands.ts";
import type { CommandName } from "./control/status.ts";
import { exitCodes } from "./exit-codes.ts";
import { Problem } from "./problem.ts";

const RUN_ARGUMENT = "\n<run> is a run's id, its folder, or `latest`.\n";
const RUN_EXAMPLES = (command: string): string =>
  `\nExamples:\n  $ obcms-perf ${command} latest\n  $ obcms-perf ${command} reports/performance/runs/<id>`;
const FAULT = "fault of the embedded target, e.g. delay=800@read; repeatable";
const PARITY = "file that describes production; differences are named, and change no verdict";

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
    .option("--duration <time>", "how long the steady part lasts, or breakpoint's ramp: 30s, 5m, 1h")
    .option("--vus <count>", "virtual users; the most that an arrival rate may use, or scale may ask for")
    .option("--rate <per-second>", "iterations per second of an arrival rate: soak, mixed, breakpoint's peak")
    .option("--think-time <factor>", "multiplies the journeys' pauses; 0 removes them")
    .option("--request-timeout <time>", "after it a request counts as not answered")
    .option("--graceful-stop <time>", "how long iterations may take to finish after the planned end")
    .option("--build <number>", "build of the target, a tag on every sample")
    .option("--warm-cache", "ask for each page a few times before the judged load")
    .option("--doctor <mode>", "stop before the load where a check fails (so without it), note it, or skip")
    .option("--unmarked-target <origin>", "its origin again: write there although it shows no marker")
    .option("--flush-queue", "first empty the target's Celery queue; needs manage.command")
    .option("--flush-cache", "first empty the target's cache, and with it all sessions; needs manage.command")
    .option("--allow-residue", "do what leaves something behind that nothing can take away; it is listed")
    .option("--mended <endpoint>", "call an endpoint that the catalogue calls broken; repeatable", list)
    .option("--abort-on <budget>", "end the run when this budget is broken; repeatable", list)
    .option("--parity <file>", PARITY)
    .option("--prometheus <url>", "write to this Prometheus, too: http://127.0.0.1:9090/api/v1/write")
    .option("--prometheus-query <url>", "where it is asked, if that address does not tell")
    .option("--influxdb <url>", "write to this InfluxDB 1, too: http://127.0.0.1:8086/k6")
    .option("--otel <url>", "write to this OpenTelemetry collector, too: http://HOST:4318, grpc://HOST:4317")
    .option("--require-outputs", "exit code 94 where the run passes and one of these stores lacks samples")
    .option("--fault <fault>", FAULT, list)
    .option("--out <folder>", "where run folders go")
    .option("--json", "verdict as JSON on stdout")
    .option("--no-color", "no colour")
    .addHelpText("after", runHelp)
    .action(async (options) => done(await run(options, commandLine())));

  const doctorCommand = cli
    .command("doctor")
    .description("look whether a run would be worth its time: a few requests, never load")
    .option("--env <name|path>", "environment file: env.NAME.json beside the suite, or a path")
    .option("--base-url <origin>", "target without an environment file; settings come from variables")
    .option("--profile <name>", `load profile that is planned: ${profileNames.join(", ")}`)
    .option("--scenario <name>", "scenario of the plan; repeatable, or separated by commas", list)
    .option("--vus <count>", "virtual users that are planned")
    .option("--rate <per-second>", "iterations per second that are planned")
    .option("--parity <file>", PARITY)
    .option(
      "--measure-throttles <user>",
      "meet the throttle of this API user on purpose: 130 requests at most",
    )
    .option("--out <folder>", "where run folders will go")
    .option("--json", "what was found as JSON on stdout")
    .option("--no-color", "no colour")
    .addHelpText(
      "after",
      "\nExamples:\n  $ obcms-perf doctor --env staging\n  $ obcms-perf doctor --env staging --scenario calendar_streams --profile stress --vus 40\n\nIt signs the first and the last user of each persona in, and reads. Exit code 93 where a check failed.",
    )
    .action(async (options) => done(await (options.contract ? contract(options) : doctor(options))));
  addContractOptions(doctorCommand);

  for (const [name, description] of Object.entries(controlCommands)) {
    const command = cli.command(name === "scale" ? "scale <vus>" : name).description(description);
    command
      .option("--run <id|path>", "which run; without it the newest that is running")
      .option("--out <folder>", "where the run folders are")
      .option("--json", "status as JSON on stdout")
      .addHelpText("after", `\nExample:\n  $ obcms-perf ${name === "scale" ? "scale 20" : name}`)
      .action(async () => {
        const [target] = command.args;
        process.stdout.write(await control(name as CommandName, command.opts<ControlOptions>(), target));
        done(0);
      });
  }

  cli
    .command("report <run>")
    .description("judge a stored run again and write its HTML report; needs no k6")
    .option("--out <folder>", "where the run folders are")
    .option("--json", "folder, report and verdict as JSON on stdout")
    .addHelpText("after", RUN_ARGUMENT + RUN_EXAMPLES("report"))
    .action(async (name: string, options) => {
      process.stdout.write(await report(name, options));
      done(0);
    });

  cli
    .command("open [run]")
    .description("show a run's HTML report in the browser; without a browser, print its path")
    .option("--out <folder>", "where the run folders are")
    .option("--print", "only print the path")
    .addHelpText("after", RUN_ARGUMENT + RUN_EXAMPLES("open"))
    .action(async (name: string | undefined, options) => {
      process.stdout.write(await open(name ?? "latest", options));
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
    .command("parity")
    .description("how the target is configured, as a file that describes production; or in what it differs")
    .option("--env <name|path>", "environment file: env.NAME.json beside the suite, or a path")
    .option("--base-url <origin>", "target without an environment file; settings come from variables")
    .option(
      "--against <file>",
      "print in what the target differs from the production that the file describes",
    )
    .option("--json", "with --against: the comparison as JSON on stdout")
    .addHelpText("after", parityHelp)
    .action(async (options) => {
      process.stdout.write(await parity(options));
      done(0);
    });

  addSeed(cli);
  addSnapshotCommands(cli, done);
  addFlush(cli);
  addGate(cli, done);
  addRisk(cli, done);
  addTrendCommands(cli, done);
  addCi(cli);
  addNew(cli);

  cli
    .command("stand-in")
    .description("the embedded target alone, until Ctrl-C")
    .option("--port <port>", "loopback port; 0 picks a free one")
    .option("--scale <factor>", "size of the dataset")
    .option("--seed <number>", "seed of the dataset")
    .option("--fault <fault>", FAULT, list)
    .option("--throttles <mode>", "limits of the REST API: off, raised, default")
    .option("--quirks <names>", "OBCMS's oddities: usual, all, none, or names separated by commas")
    .option("--server-timing <who>", "who gets Server-Timing: off, all, or the secret of a probe")
    .addHelpText("after", standInHelp)
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

const controlCommands = {
  status: "how the newest running run is doing: state, target, active virtual users, time",
  scale: "in a run of profile controlled: how many virtual users are to work in each scenario",
  pause: "in a run of profile controlled: no virtual user starts an iteration until resume",
  resume: "in a run of profile controlled: as many virtual users work again as before the pause",
  stop: "end a running run gracefully and at once, with its verdict and report",
} as const satisfies Record<CommandName, string>;

/** It stands in the report: an address may hold a password. */
function commandLine(): string {
  return ["obcms-perf", ...process.argv.slice(2)].join(" ").replace(/(:\/\/)[^/\s]*@/g, "$1***@");
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
