import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readGate } from "../../src/result/gate.ts";
import type { Result } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { judge } from "../../src/verdict/judge.ts";
import { acceptanceText, READ, resultWith } from "../gate/inputs.ts";
import { type Ended, scratchFolder, tool } from "../load/process.ts";

/** As on a developer's machine, wherever the tests run. */
const { GITHUB_ACTIONS: _, GITHUB_STEP_SUMMARY: __, ...quiet } = process.env;

type Place = {
  readonly folder: string;
  readonly acceptances: string;
  run(name: string, result: Result): string;
};

function place(t: TestContext): Place {
  const folder = scratchFolder(t);
  const acceptances = join(folder, "risk-acceptances");
  mkdirSync(acceptances);
  return {
    folder,
    acceptances,
    run(name, result) {
      const path = join(folder, name);
      mkdirSync(path);
      writeFileSync(join(path, runFiles.result), JSON.stringify(result));
      writeFileSync(join(path, runFiles.verdict), JSON.stringify(judge(result)));
      return path;
    },
  };
}

function gate({ acceptances }: Place, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return tool(["gate", "--acceptances", acceptances, ...args], { ...quiet, ...env }).ended;
}

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a broken budget: 99, every output says so, and the record accepts nothing", async (t) => {
  const at = place(t);
  const run = at.run("a", resultWith({ [READ]: 600 }));
  const [junit, comment, summary] = ["junit.xml", "comment.md", "summary.md"].map((name) =>
    join(at.folder, name),
  );
  const flags = ["--junit", String(junit), "--comment", String(comment), "--annotations"];
  const { exitCode, stdout, stderr } = await gate(at, [run, ...flags], {
    GITHUB_STEP_SUMMARY: String(summary),
  });
  assert.equal(exitCode, 99, stderr);
  const lines = stdout.split("\n");
  assert.match(String(lines[0]), /^::error title=performance gate%3A budget_broken::/);
  const token = /^::stop-commands::(.+)$/.exec(String(lines[1]))?.[1];
  assert.equal(lines.at(-2), `::${token}::`);
  for (const file of [junit, comment, summary])
    assert.match(readFileSync(String(file), "utf8"), /600 ms/, String(file));
  assert.deepEqual((await readGate(run))?.accepted, []);
});

test("an accepted budget: 0, the record names it, and what the summary held before stays", async (t) => {
  const at = place(t);
  const run = at.run("a", resultWith({ [READ]: 600 }));
  writeFileSync(join(at.acceptances, "README.md"), "# for people\n");
  writeFileSync(join(at.acceptances, "RA-1.yaml"), acceptanceText({ created: day(0), expires: day(14) }));
  const summary = join(at.folder, "summary.md");
  writeFileSync(summary, "from before\n");
  const jobs = ["--changes", "success", "--critical", "true", "--load", "failure"];
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
  const { exitCode, stdout, stderr } = await gate(at, [...jobs, run, "--json"], env);
  assert.equal(exitCode, 0, stderr + stdout);
  const decision = JSON.parse(stdout) as {
    decision: string;
    accepted: { budget: string; daysLeft: number }[];
  };
  assert.deepEqual(
    [decision.decision, ...decision.accepted.map(({ budget, daysLeft }) => [budget, daysLeft])],
    ["pass", [READ, 14]],
  );
  assert.match(stderr, /^::warning .*title=accepted risk RA-1::/m);
  assert.match(readFileSync(summary, "utf8"), /^from before\n## ✅/);
  const record = await readGate(run);
  assert.deepEqual(
    [record?.decision, record?.accepted, record?.acceptances[0]?.id],
    ["pass", [READ], "RA-1"],
  );
});

test("no run: 0 where the jobs say that none was needed, 90 where one was, 2 where nobody says anything", async (t) => {
  const at = place(t);
  const jobs = (critical: string, load: string): string[] => [
    ...["--changes", "success", "--critical", critical, "--load", load],
  ];
  const comment = join(at.folder, "comment.md");
  assert.equal((await gate(at, jobs("false", "skipped"))).exitCode, 0);
  assert.equal((await gate(at, [...jobs("true", "skipped"), "--comment", comment])).exitCode, 90);
  assert.match(readFileSync(comment, "utf8"), /load\\_missing|load_missing/);
  const none = await gate(at, []);
  assert.deepEqual([none.exitCode, none.stdout], [2, ""]);
  assert.match(none.stderr, /There is nothing to decide on/);
  const part = await gate(at, ["--critical", "false"]);
  assert.equal(part.exitCode, 2);
  assert.match(part.stderr, /--changes, --load is missing/);
});

const unreadable: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  ["no verdict", (path) => writeFileSync(join(path, runFiles.verdict), ""), /verdict.json is no verdict/],
  [
    "a verdict that its result does not give",
    embellish,
    /verdict.json says PASS of .*, result.json gives FAIL/,
  ],
  ["half a result", (path) => writeFileSync(join(path, runFiles.result), "{"), /plan.json is missing/],
];

for (const [title, spoil, saying] of unreadable)
  test(`a run with ${title} is no evidence: 90`, async (t) => {
    const at = place(t);
    const run = at.run("a", resultWith({ [READ]: 600 }));
    spoil(run);
    const { exitCode, stdout } = await gate(at, [run]);
    assert.equal(exitCode, 90);
    assert.match(stdout.replace(/\s+/g, " "), saying);
  });

function embellish(path: string): void {
  const file = join(path, runFiles.verdict);
  const verdict = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...verdict, state: "PASS", reasons: [] }));
}

test("a run that is not there, beside one that passes: 90, and no record is left half written", async (t) => {
  const at = place(t);
  const run = at.run("a", resultWith({}));
  const { exitCode, stdout } = await gate(at, [run, join(at.folder, "none")]);
  assert.equal(exitCode, 90, stdout);
  assert.match(stdout, /run_unreadable/);
  assert.deepEqual(readdirSync(run).sort(), ["gate.json", "result.json", "verdict.json"]);
});

test("an output that cannot be written is 104, and the others are there", async (t) => {
  const at = place(t);
  const run = at.run("a", resultWith({}));
  const comment = join(at.folder, "comment.md");
  const { exitCode, stdout, stderr } = await gate(at, [
    ...[run, "--junit", join(at.folder, "none", "junit.xml"), "--comment", comment],
  ]);
  assert.equal(exitCode, 104);
  assert.match(stdout, /GATE passes/);
  assert.match(stderr, /could not write/);
  assert.match(readFileSync(comment, "utf8"), /passes/);
});
