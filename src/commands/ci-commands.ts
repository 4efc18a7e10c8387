// The part of the command table that a workflow calls: ci changes, plan, keep, install. Added by cli.ts.

import { join } from "node:path";
import type { Command } from "commander";
import { targets } from "../ci/plan.ts";
import { projectFolder } from "../run/suite.ts";
import {
  type ChangesOptions,
  ciChanges,
  ciInstall,
  ciKeep,
  ciPlan,
  type InstallOptions,
  type KeepOptions,
  type PlanOptions,
} from "./ci.ts";

export function addCi(cli: Command): void {
  const ci = cli
    .command("ci")
    .description("the decisions of the workflow ci/performance.yml, and its installation")
    .addHelpText(
      "after",
      "\ndocs/ci.md tells how the workflow is made of them.\n\nExample:\n  $ obcms-perf ci install --into ../obcms",
    );
  ci.command("changes")
    .description("whether a change touches a critical path, and which scenarios it may slow down")
    .option("--base <commit>", "from where; empty: everything counts as changed")
    .option("--head <commit>", "to where", "HEAD")
    .option("--repository <folder>", "the repository", ".")
    .option("--paths <file>", "the critical paths", join(projectFolder, "ci", "critical-paths.json"))
    .option("--json", "as JSON on stdout")
    .addHelpText(
      "after",
      "\nWrites critical and scenarios to $GITHUB_OUTPUT, where that is set.\n\nExample:\n  $ obcms-perf ci changes --base origin/main",
    )
    .action(async (options: ChangesOptions) => {
      process.stdout.write(await ciChanges(options, process.env));
    });
  ci.command("plan")
    .description("what a workflow run measures, as settings of `obcms-perf run`")
    .requiredOption(
      "--event <name>",
      "what started it: pull_request, merge_group, schedule, workflow_dispatch",
    )
    .option("--schedule <cron>", "of a schedule: its expression")
    .option("--profile <name>", "asked for by hand; empty: the event's own")
    .option("--scenario <names>", "separated by commas; empty: all")
    .option("--compose <file>", "the stack's file", join("deploy", "compose.yaml"))
    .option("--target <name>", `${targets.join(" or ")}; empty: obcms`)
    .option("--json", "as JSON on stdout")
    .addHelpText(
      "after",
      '\nWrites them to $GITHUB_ENV, where that is set.\n\nExample:\n  $ obcms-perf ci plan --event schedule --schedule "17 2 * * 6"',
    )
    .action(async (options) => {
      process.stdout.write(await ciPlan(options as PlanOptions, process.env));
    });
  ci.command("keep")
    .description("copy what a trend and a reader need of each run, and let the oldest go")
    .requiredOption("--into <folder>", "where they are kept")
    .option("--most <count>", "so many runs stay", "90")
    .option("--out <folder>", "where the run folders are")
    .option("--json", "as JSON on stdout")
    .addHelpText("after", "\nExample:\n  $ obcms-perf ci keep --into kept --most 90")
    .action(async (options: KeepOptions) => {
      process.stdout.write(await ciKeep(options));
    });
  ci.command("install")
    .description(
      "write the workflow to .github/workflows of a repository, and check that git does not ignore it",
    )
    .option("--into <folder>", "the repository, which has this tool in it", ".")
    .option("--force", "replace a workflow that was changed")
    .option("--json", "as JSON on stdout")
    .addHelpText("after", "\nExample:\n  $ obcms-perf ci install --into ../obcms")
    .action(async (options: InstallOptions) => {
      process.stdout.write(await ciInstall(options));
    });
}
