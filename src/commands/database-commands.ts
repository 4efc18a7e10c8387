// The part of the command table that is about what a target keeps: seed, snapshot, restore, flush. Added by cli.ts.

import type { Command } from "commander";
import { type FlushOptions, flush, flushHelp } from "./flush.ts";
import { type RestoreOptions, restore, restoreHelp } from "./restore.ts";
import { seedGenerate, seedLoad, seedUsers } from "./seed.ts";
import { listNamed, removeNamed, type SnapshotOptions, snapshotHelp, takeNamed } from "./snapshot.ts";

const MANAGE_EXAMPLES = (command: string): string =>
  `\nExamples:\n  $ obcms-perf seed ${command} --manage "python manage.py" --cwd obcms/src\n  $ obcms-perf seed ${command} --manage "docker compose exec -T web python manage.py"\n`;

export function addSeed(cli: Command): void {
  const seed = cli.command("seed").description("data for an OBCMS: make it, load it, reset its users");
  seed
    .command("generate")
    .description("write Django fixtures for loaddata, and an environment file for a run against them")
    .option("--out <folder>", "where to; an earlier dataset there is replaced")
    .option("--seed <number>", "the same seed, scale and day make the same rows")
    .option("--scale <factor>", "1 is about 1,900 work items; 0.01 to 1000")
    .option("--today <day>", "the day around which dates lie, YYYY-MM-DD; without it the day in UTC")
    .option("--users <count>", "users of each persona; without it 30 at scale 1")
    .option(
      "--password <text>",
      "of all users; better given as OBCMS_SEED_PASSWORD. Stored as Django's hash alone",
    )
    .option("--json", "folder, rows and fingerprint as JSON on stdout")
    .addHelpText(
      "after",
      "\nExample:\n  $ OBCMS_SEED_PASSWORD=… obcms-perf seed generate --out dataset --scale 2",
    )
    .action(async (options) => {
      process.stdout.write(await seedGenerate(options));
    });
  seed
    .command("load [folder]")
    .description("load a dataset with OBCMS's loaddata, after a look at whether its models take it")
    .requiredOption("--manage <command>", "how OBCMS's manage.py is run")
    .option("--cwd <folder>", "where it is run")
    .option("--print", "only print the commands")
    .option(
      "--force-into <database>",
      "a database with users and without our marker, or with another dataset, by name",
    )
    .addHelpText("after", MANAGE_EXAMPLES("load dataset"))
    .action(async (folder: string | undefined, options) => {
      process.stdout.write(await seedLoad(folder, options));
    });
  seed
    .command("users")
    .description("create or reset the personas' users alone: password, flags, role")
    .requiredOption("--manage <command>", "how OBCMS's manage.py is run")
    .option("--cwd <folder>", "where it is run")
    .option("--users <count>", "users of each persona; without it 30")
    .option("--password <text>", "of all users; better given as OBCMS_SEED_PASSWORD")
    .option("--force-into <database>", "a database with users and without our marker, by name")
    .addHelpText("after", MANAGE_EXAMPLES("users"))
    .action(async (options) => {
      process.stdout.write(await seedUsers(options));
    });
}

export function addSnapshotCommands(cli: Command, done: (code: number) => void): void {
  const withTarget = (command: Command): Command =>
    command
      .option("--env <name|path>", "environment file whose databaseUrl is meant")
      .option("--database-url <url>", "postgres://user:password@host:port/database, or sqlite:PATH")
      .option("--allow-host <host>", "the database's host once more, where it is not this machine")
      .option("--store <folder>", "where the snapshots are")
      .option("--json", "as JSON on stdout");
  const ENDS = "end the sessions of others that are in the way";

  // Positional, so that `snapshot list --json` is the list's flag.
  const snapshot = withTarget(cli.command("snapshot [name]").enablePositionalOptions())
    .description("take a named snapshot of the target's database; list and remove them")
    .option("--media <folder>", "the target's uploaded files, taken along as a tar")
    .option("--template", "also a template database on the server: restored in seconds; ends sessions")
    .option("--end-sessions", ENDS)
    .addHelpText("after", snapshotHelp)
    .action(async (name: string | undefined, options: SnapshotOptions) => {
      process.stdout.write(await takeNamed(name, options));
      done(0);
    });
  snapshot
    .command("list")
    .description("the snapshots, newest first: name, size, age, kind, dataset")
    .option("--store <folder>", "where the snapshots are")
    .option("--json", "as JSON on stdout")
    .addHelpText("after", "\nExample:\n  $ obcms-perf snapshot list --json")
    .action(async (options) => {
      process.stdout.write(await listNamed(options));
      done(0);
    });
  withTarget(snapshot.command("remove <name>"))
    .description("remove a snapshot, and its template database if it has one")
    .addHelpText("after", "\nExample:\n  $ obcms-perf snapshot remove before_stress")
    .action(async (name: string, options) => {
      process.stdout.write(await removeNamed(name, options));
      done(0);
    });

  withTarget(cli.command("restore <name>"))
    .description("bring the target's database back to a snapshot; when that fails, it is as it was")
    .option("--media <folder>", "replace this folder by the snapshot's uploaded files")
    .option("--end-sessions", ENDS)
    .addHelpText("after", restoreHelp)
    .action(async (name: string, options: RestoreOptions) => {
      process.stdout.write(await restore(name, options));
      done(0);
    });
}

export function addFlush(cli: Command): void {
  cli
    .command("flush <what...>")
    .description("empty the target's cache, its Celery queue, or both; performance targets only")
    .option("--env <name|path>", "environment file: env.NAME.json beside the suite, or a path")
    .option("--base-url <origin>", "target without an environment file; settings come from variables")
    .option("--json", "as JSON on stdout")
    .addHelpText("after", flushHelp)
    .action(async (what: string[], options: FlushOptions) => {
      process.stdout.write(await flush(what, options));
    });
}
