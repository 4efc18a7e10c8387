// CODEOWNERS by GitHub's rules: the last line that fits decides. What is governed belongs to the platform leads, and no line is
// about something that is not there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { cardNames } from "../../tests/performance/k6/catalogue/cards.ts";

const LEADS = "@obcms/platform-leads";
const SUITE = "tests/performance/k6";

/** What a promise, or its judgement, is made of. */
const governed: Readonly<Record<string, readonly string[]>> = {
  "what is promised": [
    `${SUITE}/budgets.json`,
    `${SUITE}/catalogue/budget.ts`,
    `${SUITE}/catalogue/budgets.ts`,
    `${SUITE}/catalogue/on-demand.ts`,
    `${SUITE}/catalogue/sample-sizes.ts`,
    `${SUITE}/catalogue/thresholds.ts`,
    `${SUITE}/catalogue/budgets/target.ts`,
    ...cardNames.map((card) => `${SUITE}/catalogue/budgets/${card.replaceAll("_", "-")}.ts`),
  ],
  "what is run": [
    `${SUITE}/scenarios.ts`,
    `${SUITE}/workloads.ts`,
    `${SUITE}/catalogue/profiles.ts`,
    ...cardNames.flatMap((card) => [
      `${SUITE}/workloads/${card.replaceAll("_", "-")}.ts`,
      `${SUITE}/catalogue/cards/${card.replaceAll("_", "-")}.ts`,
    ]),
  ],
  "what judges": ["src/verdict/judge.ts", "src/gate/decide.ts", "src/risk/check.ts", "src/ci/plan.ts"],
  "what is borne, and what others are held to": [
    "risk-acceptances/RA-1.yaml",
    "reports/performance/baselines/staging-baseline.json",
  ],
  "the workflow": ["ci/performance.yml", "ci/critical-paths.json", "deploy/compose.yaml"],
  "who owns what": ["CODEOWNERS"],
};

type Line = { readonly pattern: string; readonly owners: readonly string[] };

const text = readFileSync(join(projectFolder, "CODEOWNERS"), "utf8");
const files = execFileSync("git", ["-C", projectFolder, "ls-files", "-z"], { encoding: "utf8" }).split("\0");

for (const [what, paths] of Object.entries(governed))
  test(`${what} belongs to the platform leads`, () =>
    assert.deepEqual(
      paths.filter((path) => !ownersOf(path, linesOf(text)).includes(LEADS)),
      [],
    ));

test("what nobody governs belongs to the team", () =>
  assert.deepEqual(ownersOf("src/report/html.ts", linesOf(text)), ["@obcms/performance"]));

test("every line fits a file that is there", () =>
  assert.deepEqual(
    linesOf(text).filter((line) => !files.some((file) => fits(file, line.pattern))),
    [],
  ));

test("what is governed is there, but for files that somebody has yet to add", () => {
  const all = Object.values(governed).flat();
  const toCome = ["risk-acceptances/RA-1.yaml", "reports/performance/baselines/staging-baseline.json"];
  assert.deepEqual(
    all.filter((path) => !files.includes(path)),
    toCome,
  );
});

test("the last line that fits decides, a folder has all below it, and a star ends at a slash", () => {
  const lines = linesOf("* @a\n/src/ @b # all of it\n/src/x* @c\n/src/open/\n");
  assert.deepEqual(ownersOf("README.md", lines), ["@a"]);
  assert.deepEqual(ownersOf("src/a/b.ts", lines), ["@b"]);
  assert.deepEqual(ownersOf("src/x.ts", lines), ["@c"]);
  assert.deepEqual(ownersOf("src/y/x.ts", lines), ["@b"]);
  assert.deepEqual(ownersOf("src/open/x.ts", lines), []);
  assert.deepEqual(ownersOf("other/src/x.ts", lines), ["@a"]);
});

function linesOf(from: string): Line[] {
  return from.split("\n").flatMap((line) => {
    const [pattern = "", ...owners] = line.replace(/#.*$/, "").trim().split(/\s+/);
    return pattern === "" ? [] : [{ pattern, owners }];
  });
}

function ownersOf(path: string, lines: readonly Line[]): readonly string[] {
  return lines.findLast(({ pattern }) => fits(path, pattern))?.owners ?? [];
}

/** As much of gitignore's patterns as this file uses: `*`, and a path from the root, a folder with its slash. */
function fits(path: string, pattern: string): boolean {
  if (pattern === "*") return true;
  assert.ok(pattern.startsWith("/"), `${pattern}: only paths from the root are understood here`);
  const body = pattern
    .slice(1)
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^/]*");
  return new RegExp(pattern.endsWith("/") ? `^${body}` : `^${body}(?:/|$)`).test(path);
}
