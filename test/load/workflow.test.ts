// Every command line of ci/performance.yml is executed, in the order of its jobs, in clones of this project. What an engine,
// a package server or GitHub would have to answer is answered by a stub, and stands in the table `onlyStubbed`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { parse } from "yaml";
import { exitCodes } from "../../src/exit-codes.ts";
import { parseManage, runManage } from "../../src/introspection/manage.ts";
import type { Result } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { probePath } from "../../stand-in/defaults.ts";
import { djangoFolder, manageText, pythonOfDjango, withoutDjango } from "../django.ts";
import { startPostgres, withoutPostgres } from "../postgres.ts";
import { type Prometheus, startPrometheus, withoutPrometheus } from "../prometheus.ts";
import { query } from "../snapshot/tool.ts";
import { type Executed, type JobResult, type Runner, runJob, workflowSchema } from "./github-job.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

const workflow = workflowSchema.parse(parse(readFileSync(join(projectFolder, "ci/performance.yml"), "utf8")));

/** Steps of which a stub took the command down and did nothing: what is not tried here. */
const onlyStubbed: Readonly<Record<string, string>> = {
  "Build OBCMS": "no engine is here, and OBCMS is no part of this project",
  "Start the stack": "no engine is here: the stand-in, PostgreSQL and Prometheus are started beside it",
  "Install PostgreSQL's programs": "it would change this machine, which has them",
  "Log of the stack": "no engine is here",
  "Stop the stack": "no engine is here",
  Comment: "it would write at GitHub",
};

const executedSteps = new Set<string>();
let prometheus: Prometheus | undefined;

type Event = {
  readonly event: "pull_request" | "schedule";
  readonly changed?: string;
  readonly target: "stand-in" | "obcms";
  /** Where the run is aimed at instead of the stack. */
  readonly origin?: string;
  /** Where manage.py of the container is forwarded to. */
  readonly databaseUrl?: string;
};

/** A repository with this project and one change, and a runner for it. */
function runnerFor(t: TestContext, { event, changed, target, origin = "", databaseUrl }: Event) {
  const folder = scratchFolder(t);
  const repository = join(folder, "repository");
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", repository, "-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      encoding: "utf8",
    }).trim();
  const commit = (): string => {
    git("add", "--all", "--force");
    git("commit", "--quiet", "--allow-empty", "--message", "state");
    return git("rev-parse", "HEAD");
  };
  const files = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const ours = execFileSync("git", ["-C", projectFolder, ...files], { encoding: "utf8", maxBuffer: 2 ** 26 });
  for (const path of ours.split("\0").filter((one) => one !== "" && existsSync(join(projectFolder, one))))
    cpSync(join(projectFolder, path), join(repository, path));
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", repository]);
  const base = commit();
  if (changed !== undefined) {
    mkdirSync(dirname(join(repository, changed)), { recursive: true });
    writeFileSync(join(repository, changed), "changed\n");
  }
  const sha = commit();
  const log = join(folder, "stubs.log");
  writeFileSync(log, "");
  const github = {
    event_name: event,
    sha,
    ref: "refs/pull/7/merge",
    run_id: "4711",
    run_attempt: "1",
    repository: "obcms/obcms",
    token: "no-token",
    event:
      event === "schedule"
        ? { schedule: "17 2 * * 0-5" }
        : { pull_request: { number: 7, base: { sha: base }, head: { repo: { full_name: "obcms/obcms" } } } },
  };
  const runner: Runner = {
    workflow,
    context: { github, vars: { PERF_TARGET: target, PERF_SEED_SCALE: "0.05" }, secrets: {}, inputs: {} },
    repository,
    folder,
    stubs: stubsIn(folder, log, databaseUrl),
    prepare: (checkout) => {
      const modules = join(projectFolder, "node_modules");
      // Without npm's stamp the tool would install into the project's own folder.
      assert.ok(existsSync(join(modules, ".obcms-perf-stamp")), "call it by npm test");
      symlinkSync(modules, join(checkout, "node_modules"));
    },
    instead: (step) => ({
      ...(databaseUrl === undefined ? {} : { OBCMS_DATABASE_URL: databaseUrl }),
      ...(AIMED.includes(step) ? aimedAt(origin) : {}),
    }),
  };
  const job = async (name: string, needs: Readonly<Record<string, JobResult>>) => {
    const logged = (): number => readFileSync(log, "utf8").split("\n").length;
    const before = logged();
    const done = await runJob(runner, name, needs);
    for (const { step, seconds } of done.executed) {
      executedSteps.add(step);
      t.diagnostic(`${name}: ${step}, ${seconds.toFixed(0)} s`);
    }
    assert.ok(logged() >= before);
    return done;
  };
  return { folder, repository, job, commit, stubbed: () => readFileSync(log, "utf8") };
}

/** Steps that send requests: they go to a stand-in of the test, for some seconds. */
const AIMED = ["Look whether a run would be worth its time", "Run"];
function aimedAt(origin: string): Record<string, string | undefined> {
  const probes = ["BROKER", "CACHE", "RESULTS", "POSTGRES", "SECRET"].map((name) => `OBCMS_PROBE_${name}`);
  const passwords = ["STAFF", "EXECUTIVE", "CENTRAL_ADMIN", "PROVINCIAL_COORDINATOR", "THROW_AWAY"].map(
    (name) => `OBCMS_${name}_PASSWORD`,
  );
  const gone = [...probes, ...passwords, "K6_CLIENT_SECRET", "OBCMS_DATABASE_URL", "OBCMS_MANAGE"];
  return {
    ...Object.fromEntries(gone.map((name) => [name, undefined])),
    OBCMS_ENV_FILE: "stand-in",
    K6_BASE_URL: origin,
    OBCMS_PROBE_URL: origin + probePath,
    OBCMS_PROMETHEUS: prometheus?.writeUrl,
    OBCMS_PROFILE: "smoke",
    OBCMS_DURATION_SECONDS: undefined,
    OBCMS_SCENARIO: "api_crud",
    OBCMS_THINK_TIME_SCALE: "0.05",
  };
}

/** Programs that are not here, or that may not do what they are told. */
function stubsIn(folder: string, log: string, databaseUrl: string | undefined): string {
  const stubs = join(folder, "stubs");
  mkdirSync(stubs);
  const forward =
    databaseUrl === undefined
      ? ""
      : `case " $* " in *" exec -T web python manage.py "*)
  while [ "$1" != manage.py ]; do shift; done
  cd '${djangoFolder}'
  exec env DATABASE_URL='${databaseUrl}' PYTHONDONTWRITEBYTECODE=1 '${pythonOfDjango}' "$@"
esac\n`;
  for (const program of ["docker", "gh", "sudo"])
    writeFileSync(
      join(stubs, program),
      `#!/bin/sh\n${program === "docker" ? forward : ""}echo "${program} $*" >>'${log}'\necho "stub: ${program} $*"\n`,
      { mode: 0o755 },
    );
  return stubs;
}

const codesOf = (executed: readonly Executed[]): Record<string, number> =>
  Object.fromEntries(executed.map(({ step, code }) => [step, code]));
const saidBy = (executed: readonly Executed[], step: string): string =>
  executed.find((one) => one.step === step)?.said ?? "it was not executed";
const allSaid = (executed: readonly Executed[]): string =>
  executed.map(({ step, code, said }) => `${step} (${code}):\n${said}`).join("\n");

describe("the workflow", () => {
  before(async () => {
    if (withoutPrometheus() === false) prometheus = await startPrometheus();
  });
  after(() => prometheus?.stop());

  test("a pull request that touches a critical path is measured, and passes where the run does", async (t) => {
    const origin = await standInFor(t);
    const { job, folder, stubbed } = runnerFor(t, {
      event: "pull_request",
      changed: "src/communities/views.py",
      target: "stand-in",
      origin,
    });
    const changes = await job("changes", {});
    assert.deepEqual(changes.outputs, { critical: "true", scenarios: "api_crud" }, allSaid(changes.executed));
    const load = await job("load", { changes });
    assert.equal(load.result, "success", allSaid(load.executed));
    assert.match(saidBy(load.executed, "What is to be measured?"), /OBCMS_SCENARIO=api_crud\n/);
    assert.equal(load.outputs.profile, "smoke");
    const run = onlyRun(join(folder, "artifacts/performance-run/runs"));
    for (const file of [runFiles.result, runFiles.verdict, runFiles.report, runFiles.summary])
      assert.ok(existsSync(join(run, file)), file);
    assert.ok(
      readdirSync(join(folder, "artifacts/performance-trend")).some((name) => name.endsWith(".html")),
    );
    assert.ok(!existsSync(join(folder, "cache")), "a pull request's runs are no part of the trend");
    if (prometheus !== undefined) {
      const { outputs } = JSON.parse(readFileSync(join(run, runFiles.result), "utf8")) as Result;
      assert.deepEqual(
        outputs?.map(({ state }) => state),
        ["complete"],
      );
    }
    const gate = await job("performance-gate", { changes, load });
    assert.equal(gate.result, "success", allSaid(gate.executed));
    assert.match(stubbed(), /^gh pr comment 7 --edit-last --create-if-none --body-file comment\.md$/m);
    assert.match(
      stubbed(),
      /^docker compose --file \.\/deploy\/compose\.yaml --profile stand-in up --detach --wait/m,
    );
    assert.deepEqual(readdirSync(join(folder, "artifacts/performance-gate")).sort(), [
      "comment.md",
      "junit.xml",
    ]);
  });

  test("a pull request that touches no critical path passes without a load", async (t) => {
    const { job } = runnerFor(t, { event: "pull_request", changed: "docs/new.md", target: "stand-in" });
    const changes = await job("changes", {});
    assert.equal(changes.outputs.critical, "false", allSaid(changes.executed));
    const load = await job("load", { changes });
    assert.equal(load.result, "skipped");
    const gate = await job("performance-gate", { changes, load });
    assert.equal(gate.result, "success", allSaid(gate.executed));
    assert.match(saidBy(gate.executed, "Decide"), /no load was needed/);
  });

  test("a broken budget fails the gate, until a file in the checkout accepts it; a load that was cut off never passes", async (t) => {
    const origin = await standInFor(t, SLOW);
    const { job, folder, repository, commit, stubbed } = runnerFor(t, {
      event: "pull_request",
      changed: "src/communities/views.py",
      target: "stand-in",
      origin,
    });
    const changes = await job("changes", {});
    const load = await job("load", { changes });
    assert.equal(load.result, "failure", allSaid(load.executed));
    assert.equal(codesOf(load.executed).Run, exitCodes.fail.code, saidBy(load.executed, "Run"));
    assert.match(stubbed(), /logs --no-color/);
    const needs = { changes, load };
    const refused = await job("performance-gate", needs);
    assert.equal(refused.result, "failure");
    assert.equal(codesOf(refused.executed).Decide, exitCodes.fail.code, saidBy(refused.executed, "Decide"));
    assert.match(saidBy(refused.executed, "Decide"), /budget_broken: api_crud_read_p95/);
    assert.equal(codesOf(refused.executed).Comment, 0, "the comment says why");

    const run = onlyRun(join(folder, "artifacts/performance-run/runs"));
    const written = await tool([
      ...["risk", "new", "--run", run, "--budget", "api_crud_read_p95", "--ceiling", "1000"],
      ...["--reason", "the new filter has no index yet", "--mitigation", "lists are capped"],
      ...["--ticket", "PERF-12", "--owner", "@jane", "--approver", "@joe"],
      ...["--acceptances", join(repository, "risk-acceptances")],
    ]).ended;
    assert.equal(written.exitCode, 0, written.stderr);
    commit();
    execFileSync("rm", ["-r", refused.checkout]);
    const accepted = await job("performance-gate", needs);
    assert.equal(accepted.result, "success", allSaid(accepted.executed));
    assert.match(saidBy(accepted.executed, "Decide"), /accepted: api_crud_read_p95 .* by RA-1/s);

    execFileSync("rm", ["-r", accepted.checkout]);
    const cancelled = await job("performance-gate", { changes, load: { result: "cancelled", outputs: {} } });
    assert.equal(cancelled.result, "failure");
    assert.equal(codesOf(cancelled.executed).Decide, exitCodes.invalid.code);
    assert.match(saidBy(cancelled.executed, "Decide"), /load_missing/);
  });

  const skip = withoutPostgres() || false;
  test("a nightly run of OBCMS seeds a database, takes it and brings it back before the load", {
    skip,
  }, async (t) => {
    const missing = await withoutDjango();
    if (missing !== false) return t.skip(missing);
    const postgres = await startPostgres();
    t.after(postgres.stop);
    await query(postgres.url, "CREATE DATABASE obcms");
    const databaseUrl = Object.assign(new URL(postgres.url), { pathname: "/obcms" }).href;
    const migrate = ["migrate", "--run-syncdb", "--verbosity", "0"];
    const migrated = await runManage(parseManage(manageText(databaseUrl), djangoFolder), migrate);
    assert.equal(migrated.code, 0, migrated.stderr);
    const origin = await standInFor(t);
    const { job, folder, stubbed } = runnerFor(t, {
      event: "schedule",
      target: "obcms",
      origin,
      databaseUrl,
    });
    const changes = await job("changes", {});
    assert.deepEqual(changes.outputs, { critical: "true", scenarios: "" });
    const load = await job("load", { changes });
    assert.equal(load.result, "success", allSaid(load.executed));
    assert.match(
      saidBy(load.executed, "What is to be measured?"),
      /OBCMS_PROFILE=baseline\nOBCMS_DURATION_SECONDS=300\n/,
    );
    assert.match(saidBy(load.executed, "Load it"), /rows loaded into obcms/);
    assert.match(stubbed(), /^docker build --target production --tag obcms:performance \.$/m);
    assert.match(stubbed(), /--profile obcms up --detach --wait/);
    assert.ok(existsSync(join(folder, "cache/performance-runs-")), "its run is kept for the next trend");
    const gate = await job("performance-gate", { changes, load });
    assert.equal(gate.result, "success", allSaid(gate.executed));
    assert.ok(!gate.executed.some(({ step }) => step === "Comment"), "there is nobody to comment to");
  });

  test("no command line was left out, and those that a stub alone saw are in the table", () => {
    const lines = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ run }) => run !== undefined);
    const stubs = lines.filter(({ run }) => /^(docker|gh|sudo) /.test(run ?? ""));
    assert.deepEqual(stubs.map(({ name }) => name).sort(), Object.keys(onlyStubbed).sort());
    const needsDatabase = skip !== false;
    const left = lines.filter(({ name = "" }) => !executedSteps.has(name)).map(({ name }) => name);
    assert.deepEqual(needsDatabase ? [] : left, []);
  });
});

/** A tenth of all reads, a little beyond their limit. */
const SLOW = ["api_provinces_list", "api_barangays_list", "trends"].map((name) => `delay=550@${name}`);
