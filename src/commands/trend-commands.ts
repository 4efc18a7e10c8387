// The part of the command table that looks at several runs: baseline, compare, trend. Added by cli.ts.

import type { Command } from "commander";
import { type BaselineOptions, baselineList, baselineRemove, baselineSet, baselineShow } from "./baseline.ts";
import { type CompareOptions, compare, compareHelp } from "./compare.ts";
import { type TrendOptions, trend, trendHelp } from "./trend.ts";

const RUNS = "where the run folders are";
const BASELINES = "where the baselines are; without it reports/performance/baselines/";

export function addTrendCommands(cli: Command, done: (code: number) => void): void {
  addBaseline(cli, done);
  cli
    .command("compare [run...]")
    .description("two runs, or a run and its baseline, figure by figure, beside what equal runs differ by")
    .option("--baseline <name>", "hold the run to this baseline, not to the one of its kind")
    .option("--all", "show figures that differ as equal runs do, too")
    .option("--baselines <folder>", BASELINES)
    .option("--out <folder>", RUNS)
    .option("--json", "the comparison as JSON on stdout")
    .addHelpText("after", compareHelp)
    .action(async (runs: string[], options: CompareOptions) => {
      const { output, code } = await compare(runs, options);
      process.stdout.write(output);
      done(code);
    });
  cli
    .command("trend")
    .description("one HTML page over all kept runs: verdicts, budgets and endpoints over time")
    .option("--html <file>", "where the page is written; without it trend.html beside the run folders")
    .option("--environment <name>", "only runs of this environment")
    .option("--profile <name>", "only runs with this load profile")
    .option("--out <folder>", RUNS)
    .option("--json", "the trend as JSON on stdout, and no page")
    .addHelpText("after", trendHelp)
    .action(async (options: TrendOptions) => {
      process.stdout.write(await trend(options));
      done(0);
    });
}

function addBaseline(cli: Command, done: (code: number) => void): void {
  const baseline = cli
    .command("baseline")
    .description("runs to which others are held: set, list, show, remove")
    .addHelpText(
      "after",
      "\nA baseline is a file with the run's figures, to be committed. Only a run that passes, without any accepted risk, may be one.\n\nExamples:\n  $ obcms-perf baseline set latest\n  $ obcms-perf baseline set latest --name release-2\n  $ obcms-perf baseline list",
    );
  const add = (
    usage: string,
    description: string,
    act: (argument: string, options: BaselineOptions) => Promise<string>,
  ): Command => {
    const command = baseline
      .command(usage)
      .description(description)
      .option("--baselines <folder>", BASELINES)
      .option("--json", "as JSON on stdout");
    return command.action(async () => {
      const [argument = ""] = command.args;
      process.stdout.write(await act(argument, command.opts<BaselineOptions>()));
      done(0);
    });
  };
  add("set <run>", "make a run the baseline of its environment, profile and scenarios", baselineSet)
    .option("--name <name>", "its name; without it made of environment, profile and scenarios")
    .option("--out <folder>", RUNS)
    .addHelpText("after", "\nExample:\n  $ obcms-perf baseline set latest");
  add("list", "every baseline with its run", (_, options) => baselineList(options)).addHelpText(
    "after",
    "\nExample:\n  $ obcms-perf baseline list --json",
  );
  add("show <name>", "its figures", baselineShow).addHelpText(
    "after",
    "\nExample:\n  $ obcms-perf baseline show staging-baseline",
  );
  add("remove <name>", "take its file away", baselineRemove).addHelpText(
    "after",
    "\nExample:\n  $ obcms-perf baseline remove release-2",
  );
}
