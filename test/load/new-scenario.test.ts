// `obcms-perf new scenario` in a copy of this project: what it writes passes the checks and the tests that read the tables, runs to
// a verdict against the stand-in, and its first budget can break.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { runFiles } from "../../src/result/run-files.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { onlyRun } from "./process.ts";

const NAME = "garden_reviews";
const answers = [
  ...["--name", NAME, "--title", "Garden Reviews", "--priority", "HIGH", "--complexity", "Simple"],
  ...["--dependencies", "planning pages, gap analysis", "--persona", "executive"],
  ...["--prerequisites", "target_reachable,credentials_personas,analytics_seeded"],
  ...["--endpoints", "planning_budgeting,gap_analysis,budget_preparation_stats"],
  ...["--read-ms", "650", "--read-reason", "agreed with planning in May"],
  ...["--weight-reason", "a few reviews a week", "--path", "src/gardens/"],
];

const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
/** What the copy was before is what the changelog is compared with. */
const env = { ...inherited, OBCMS_PERF_BASE: "HEAD" };
const copy = mkdtempSync(join(tmpdir(), "obcms-perf-test-"));
after(() => rmSync(copy, { recursive: true, force: true }));

const git = (...args: string[]): string =>
  execFileSync("git", ["-C", copy, "-c", "user.name=t", "-c", "user.email=t@t", ...args], {
    encoding: "utf8",
  });
const node = (...args: string[]) =>
  spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: copy,
    env,
    encoding: "utf8",
  });
const cli = (...args: string[]) => node("src/cli.ts", ...args);

before(() => {
  const isLeftOut = /^(?:node_modules|\.git|reports\/performance\/runs)$/;
  cpSync(projectFolder, copy, {
    recursive: true,
    filter: (path) => !isLeftOut.test(relative(projectFolder, path)),
  });
  symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"), "junction");
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("rm", "--cached", "--quiet", "--ignore-unmatch", "node_modules");
  git("commit", "--quiet", "--message", "before");
});

test("--dry-run says what would change, and changes nothing", () => {
  const { status, stdout, stderr } = cli("new", "scenario", ...answers, "--dry-run");
  assert.equal(status, 0, stderr);
  for (const line of [
    /^new {6}tests\/performance\/k6\/journeys\/garden-reviews\.ts$/m,
    /^changed {2}?tests\/performance\/k6\/main\.ts$/m,
    /^ {2}\+ {3}garden_reviews: gardenReviewsCard,$/m,
  ])
    assert.match(stdout, line);
  assert.ok(!existsSync(join(copy, "tests/performance/k6/journeys/garden-reviews.ts")));
});

test("what it writes is in the suite's tables, README and changelog", () => {
  const { status, stderr } = cli("new", "scenario", ...answers);
  assert.equal(status, 0, stderr);
  const readme = readFileSync(join(copy, "tests/performance/k6/README.md"), "utf8");
  for (const part of [
    `| \`${NAME}\` | Garden Reviews | HIGH | Simple | planning pages, gap analysis | \`target_reachable\``,
    `| \`${NAME}_read_p95\` | \`http_req_duration\` p(95) < 650 | 59 | agreed with planning in May |`,
    ": Garden Reviews\n\nOne executive reads",
    `(\`${NAME}\`, budgets \`${NAME}_…\`): reads p(95) < 650 ms`,
  ])
    assert.ok(readme.includes(part), part);
  git("add", "--all", "--", ":!node_modules");
});

test("types, format and lint are right", () => {
  const { status, stdout } = node("test/check.ts");
  assert.equal(status, 0, stdout);
});

test("the tests that read the tables pass", () => {
  const files = ["catalogue/*", "suite/inspect", "layout/*", "result/*", "governance/*", "ci/critical-paths"];
  const { status, stdout } = node(
    "--test",
    "--test-concurrency=2",
    ...files.map((file) => `test/${file}.test.ts`),
  );
  assert.equal(status, 0, stdout.slice(-4000));
});

test("a smoke run of it passes, and every row that it names was asked for", () => {
  const out = join(copy, "runs");
  const { status, stderr } = cli(
    "run",
    "--scenario",
    NAME,
    "--think-time",
    "0",
    "--doctor",
    "skip",
    "--out",
    out,
  );
  assert.equal(status, 0, stderr);
  const { endpoints } = JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")) as {
    endpoints: { name: string; card: string }[];
  };
  const called = endpoints.filter(({ card }) => card === NAME).map(({ name }) => name);
  for (const name of ["planning_budgeting", "gap_analysis", "budget_preparation_stats"])
    assert.ok(called.includes(name), name);
});

test("its mutant is caught: reads that are too slow break its budget, and no other", () => {
  const { status, stdout } = node("test/mutants/run.ts", "every read takes 900 ms");
  assert.match(stdout, /✓ caught {3}garden_reviews/);
  assert.equal(status, 0, stdout);
});

test("a name that is there now is refused, and nothing changes", () => {
  const before = git("status", "--porcelain");
  const { status, stderr } = cli("new", "scenario", ...answers);
  assert.equal(status, 2);
  assert.match(stderr, /could not be told apart/);
  assert.equal(git("status", "--porcelain"), before);
});
