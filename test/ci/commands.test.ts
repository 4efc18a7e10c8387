// `ci changes`, `plan`, `keep` and `install` as a workflow and a person call them, in real repositories.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { neededFiles, readIgnored, workflowFor } from "../../src/ci/install.ts";
import { exitCodes } from "../../src/exit-codes.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { type Ended, scratchFolder, start, tool } from "../load/process.ts";

function repository(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const folder = scratchFolder(t);
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (changes: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(changes)) write(path, text);
    git("add", "--all", "--force");
    git("commit", "--quiet", "--allow-empty", "--message", "state");
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch=main");
  return { folder, git, write, commit, first: commit({ "README.md": "x", ...files }) };
}

const outputsOf = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

test("ci changes: what changed from one commit to the next decides, and GitHub is told", async (t) => {
  const { folder, commit, first } = repository(t);
  const output = join(folder, "..", `${folder.split("/").at(-1)}.out`);
  const changes = (...args: string[]): Promise<Ended> =>
    tool(["ci", "changes", "--repository", folder, ...args], { ...process.env, GITHUB_OUTPUT: output }).ended;
  const documented = commit({ "docs/a.md": "a" });
  const harmless = await changes("--base", first, "--head", documented);
  assert.equal(harmless.exitCode, 0, harmless.stderr);
  assert.deepEqual(outputsOf(output), { critical: "false", scenarios: "" });
  const coded = commit({ "src/recommendations/documents/views.py": "a" });
  const critical = await changes("--base", documented, "--head", coded);
  assert.match(
    critical.stdout,
    /critical=true: document_uploads\nbecause of src\/recommendations\/documents\/views\.py/,
  );
  assert.deepEqual(outputsOf(output), { critical: "true", scenarios: "document_uploads" });
  const moved = commit({ "docs/b.md": "b" });
  execFileSync("rm", [output]);
  // Moved out of a critical path: a rename must not hide where it was.
  execFileSync("git", ["-C", folder, "mv", "src/recommendations/documents/views.py", "docs/views.py"]);
  const away = commit({});
  assert.match((await changes("--base", moved, "--head", away)).stdout, /critical=true: document_uploads/);
  execFileSync("rm", [output]);
});

test("ci changes: without a base everything counts; a commit that git does not know is an error, never a no", async (t) => {
  const { folder } = repository(t);
  const changes = (base: string): Promise<Ended> =>
    tool(["ci", "changes", "--repository", folder, "--base", base]).ended;
  assert.match((await changes("")).stdout, /critical=true: all scenarios/);
  for (const base of ["0".repeat(40), "nowhere", "--output=stolen"]) {
    const { exitCode, stdout, stderr } = await changes(base);
    assert.deepEqual([exitCode, stdout], [exitCodes.configuration.code, ""], stderr);
    assert.match(stderr, /git cannot say what changed/);
  }
  assert.deepEqual(readdirSync(folder).sort(), [".git", "README.md"]);
});

test("ci plan: variables for the steps that follow, and passwords for GitHub alone", async (t) => {
  const folder = scratchFolder(t);
  const file = join(folder, "env");
  const { exitCode, stdout, stderr } = await tool(
    ["ci", "plan", "--event", "schedule", "--schedule", "17 2 * * 0-5", "--compose", "x/compose.yaml"],
    { ...process.env, GITHUB_ENV: file, POSTGRES_PASSWORD: "open-sesame", OBCMS_SEED_PASSWORD: "seedling-1" },
  ).ended;
  assert.equal(exitCode, 0, stderr);
  assert.ok(!/open-sesame|seedling/.test(stdout + stderr));
  assert.match(stdout, /OBCMS_STAFF_PASSWORD=\*\*\*/);
  const told = outputsOf(file);
  assert.equal(told.OBCMS_STAFF_PASSWORD, "seedling-1");
  assert.deepEqual(
    [told.OBCMS_PROFILE, told.OBCMS_DURATION_SECONDS, told.OBCMS_TARGET],
    ["baseline", "300", "obcms"],
  );
});

test("ci keep: figures and reports stay, samples do not, and the oldest go", async (t) => {
  const [out, into] = [scratchFolder(t), scratchFolder(t)];
  for (const id of ["20260101-a", "20260102-b", "20260103-c"]) {
    mkdirSync(join(out, id));
    for (const name of [runFiles.result, runFiles.samples, runFiles.report])
      writeFileSync(join(out, id, name), id);
  }
  mkdirSync(join(into, "20251231-z"));
  const keep = (most: string): Promise<Ended> =>
    tool(["ci", "keep", "--out", out, "--into", into, "--most", most]).ended;
  const all = await keep("4");
  assert.equal(all.exitCode, 0, all.stderr);
  assert.deepEqual(readdirSync(into).sort(), ["20251231-z", "20260101-a", "20260102-b", "20260103-c"]);
  assert.deepEqual(readdirSync(join(into, "20260103-c")).sort(), [runFiles.report, runFiles.result]);
  assert.equal((await keep("2")).exitCode, 0);
  assert.deepEqual(readdirSync(into).sort(), ["20260102-b", "20260103-c"]);
  assert.equal((await keep("0")).exitCode, exitCodes.usage.code);
  assert.equal((await tool(["ci", "keep", "--out", join(out, "nowhere"), "--into", into]).ended).exitCode, 0);
});

/** A repository with the tool in a folder of it, as far as `ci install` looks at it. */
function withTool(t: TestContext, ignore: string) {
  const at = repository(t, { ".gitignore": ignore });
  const tool = join(at.folder, "tools", "perf");
  for (const part of [
    "bin",
    "src",
    "ci",
    "deploy",
    "tests",
    "bench",
    "stand-in",
    "package.json",
    "package-lock.json",
    "tools",
  ])
    cpSync(join(projectFolder, part), join(tool, part), { recursive: true });
  execFileSync("ln", ["-s", join(projectFolder, "node_modules"), join(tool, "node_modules")]);
  const install = (...more: string[]): Promise<Ended> =>
    start(process.execPath, [
      "--disable-warning=ExperimentalWarning",
      join(tool, "src", "cli.ts"),
      "ci",
      "install",
      "--into",
      at.folder,
      ...more,
    ]).ended;
  return { ...at, install };
}

test("ci install: what OBCMS's .gitignore would leave out is named, and the lines it gives let it in", async (t) => {
  const { folder, write, install, git } = withTool(t, "lib/\nlib64/\n.github/\n");
  const refused = await install();
  assert.equal(refused.exitCode, exitCodes.configuration.code, refused.stdout);
  assert.match(refused.stderr, /git leaves 3 of the files out/);
  assert.match(refused.stderr, /\.github\/workflows\/performance\.yml: \.github\/ in \.gitignore:3/);
  assert.ok(!existsSync(join(folder, ".github")));
  const lines = refused.stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("!/"));
  assert.ok(lines.length >= 3);
  write(".gitignore", `lib/\nlib64/\n.github/\n${lines.join("\n")}\n`);
  const installed = await install();
  assert.equal(installed.exitCode, 0, installed.stderr);
  git("add", "--all");
  const added = git("ls-files").split("\n");
  for (const path of neededFiles("tools/perf")) assert.ok(added.includes(path), path);
  const text = readFileSync(join(folder, ".github/workflows/performance.yml"), "utf8");
  assert.match(text, /^ {2}OBCMS_PERF: "tools\/perf"$/m);
});

test("ci changes: where the tool is a folder of the repository, it is critical itself", async (t) => {
  const { folder, commit, git } = withTool(t, "");
  const before = git("rev-parse", "HEAD");
  const measured = commit({ "tools/perf/src/verdict/changed.txt": "changed" });
  const cli = join(folder, "tools", "perf", "src", "cli.ts");
  const { stdout, stderr } = await start(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    ...[cli, "ci", "changes", "--repository", folder, "--base", before, "--head", measured],
  ]).ended;
  assert.match(stdout, /critical=true: all scenarios\nbecause of tools\/perf\//, stderr);
});

test("ci install: a workflow that somebody changed stays, until --force", async (t) => {
  const { folder, write, install } = withTool(t, "");
  assert.match((await install()).stdout, /written/);
  assert.match((await install()).stdout, /unchanged/);
  const path = ".github/workflows/performance.yml";
  write(path, "# mine\n");
  const refused = await install();
  assert.equal(refused.exitCode, exitCodes.configuration.code);
  assert.match(refused.stderr, /is there already/);
  assert.equal(readFileSync(join(folder, path), "utf8"), "# mine\n");
  assert.equal((await install("--force")).exitCode, 0);
  assert.notEqual(readFileSync(join(folder, path), "utf8"), "# mine\n");
});

test("ci install: outside of a repository, or with the tool outside of it, it says so", async (t) => {
  const outside = await tool(["ci", "install", "--into", scratchFolder(t)]).ended;
  assert.equal(outside.exitCode, exitCodes.configuration.code);
  assert.match(outside.stderr, /is in no git repository/);
  const { folder } = repository(t);
  assert.match(
    (await tool(["ci", "install", "--into", folder]).ended).stderr,
    /could not find obcms-perf on a runner/,
  );
});

test("what git says of ignored files is read: patterns, what is let in again, and what nothing fits", () => {
  const output = ".gitignore:3:.github/\t.github/workflows/a.yml\n::\tbin/b\n.gitignore:9:!/lib/\tlib/c.ts\n";
  assert.deepEqual(readIgnored(output), [
    { path: ".github/workflows/a.yml", pattern: ".github/", where: ".gitignore:3" },
  ]);
  assert.throws(() => workflowFor("name: other\n", "."), /no line OBCMS_PERF/);
});
