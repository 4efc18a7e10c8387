// A changed promise comes with its line in the suite's changelog: the rule, and this very state of the repository held to it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { scratchFolder } from "../load/process.ts";
import { changedBudgets, changelogOf, type Promises, unnamed } from "./budget-changes.ts";

const BUDGETS = "tests/performance/k6/budgets.json";
const README = "tests/performance/k6/README.md";

const changes: readonly (readonly [string, Promises, Promises, string[]])[] = [
  ["nothing where nothing changed", { a: "< 5" }, { a: "< 5" }, []],
  ["a raised limit", { a: "< 5" }, { a: "< 6" }, ["a"]],
  ["a new one", {}, { a: "< 5" }, ["a"]],
  ["one that is gone", { a: "< 5" }, {}, ["a"]],
];
for (const [name, before, after, ids] of changes)
  test(`changed budgets: ${name}`, () => assert.deepEqual(changedBudgets(before, after), ids));

const old = "- 0.1.0: `api_crud_read_p95` was there before\n";
const namings: readonly (readonly [string, string, string[]])[] = [
  ["no line at all", "", ["api_crud_read_p95"]],
  ["a line that says so", "- 0.2.0: `api_crud_read_p95` < 600 ms, because …\n", []],
  ["a line of another budget", "- 0.2.0: `api_crud_write_p95` < 600 ms\n", ["api_crud_read_p95"]],
  ["a budget whose name is only its beginning", "- 0.2.0: `api_crud_read`\n", ["api_crud_read_p95"]],
  ["a pattern of all scenarios", "- 0.2.0: `CARD_read_p95` < 600 ms\n", []],
  ["a pattern of all endings", "- 0.2.0: `api_crud_…` is gone\n", []],
  ["its name without backticks", "- 0.2.0: api_crud_read_p95\n", ["api_crud_read_p95"]],
];
for (const [name, line, ids] of namings)
  test(`of a changed budget, with ${name}, ${ids.length === 0 ? "nothing is missing" : "the line is missing"}`, () =>
    assert.deepEqual(unnamed(["api_crud_read_p95"], old, line + old), ids));

test("budgets that changed since the base of this work stand in the suite's changelog", (t) => {
  const missing = missingIn(projectFolder, process.env.OBCMS_PERF_BASE);
  if (typeof missing === "string") return t.skip(missing);
  assert.deepEqual(
    missing,
    [],
    `add a line to the changelog of ${README}, with the reason and what was measured`,
  );
});

function repository(t: TestContext): { folder: string; commit(budgets: Promises, changelog: string): void } {
  const folder = scratchFolder(t);
  const git = (...args: string[]): Buffer =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@t", ...args]);
  mkdirSync(join(folder, "tests/performance/k6"), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    commit(budgets, changelog) {
      writeFileSync(join(folder, BUDGETS), JSON.stringify(budgets));
      writeFileSync(join(folder, README), `# Suite\n\n## Changelog of scenarios and targets\n\n${changelog}`);
      git("add", ".");
      git("commit", "--quiet", "--message", "state");
    },
  };
}

test("a raised limit without a line is missed in a real repository, and with one it is not", (t) => {
  const { folder, commit } = repository(t);
  commit({ a_b: "< 5" }, old);
  commit({ a_b: "< 9" }, old);
  assert.deepEqual(missingIn(folder, undefined), ["a_b"]);
  commit({ a_b: "< 9" }, `- 0.2.0: \`a_b\` < 9\n${old}`);
  assert.deepEqual(missingIn(folder, "HEAD~2"), []);
  assert.match(String(missingIn(folder, "0".repeat(40))), /cannot be read/);
});

/** Ids without a line, or why nobody can say. Without a base: where the work left `origin/main`, else the commit before. */
function missingIn(folder: string, base: string | undefined): string[] | string {
  const git = (...args: string[]): string | undefined => {
    const { status, stdout } = spawnSync("git", ["-C", folder, ...args], { encoding: "utf8" });
    return status === 0 ? stdout.trim() : undefined;
  };
  const head = git("rev-parse", "HEAD");
  const left = git("merge-base", "HEAD", "origin/main");
  const from = base ?? (left === undefined || left === head ? "HEAD~1" : left);
  const [budgets, readme] = [BUDGETS, README].map((file) => git("show", `${from}:${file}`));
  if (git("rev-parse", "--verify", `${from}^{commit}`) === undefined)
    return `commit ${from} cannot be read here (a shallow clone?), so nobody knows what changed`;
  if (budgets === undefined || readme === undefined) return `${from} has no ${BUDGETS} yet`;
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const changed = changedBudgets(JSON.parse(budgets) as Promises, JSON.parse(read(BUDGETS)) as Promises);
  return unnamed(changed, changelogOf(readme), changelogOf(read(README)));
}
