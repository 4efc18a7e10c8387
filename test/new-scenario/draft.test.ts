// What may become a scenario and what may not, where it is entered, and that a project has all of it or nothing.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Answers, parseDraft } from "../../src/new-scenario/parse.ts";
import { place } from "../../src/new-scenario/place.ts";
import { enter, enteredFiles } from "../../src/new-scenario/tables.ts";
import { Problem } from "../../src/problem.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { cardNames } from "../../tests/performance/k6/catalogue/cards.ts";
import { scratchFolder, tool } from "../load/process.ts";

const right: Answers = {
  name: "garden_reviews",
  title: "Garden Reviews",
  priority: "MEDIUM",
  complexity: "Simple",
  dependencies: "planning pages, budget pages",
  prerequisites: "target_reachable, credentials_personas",
  persona: "executive",
  endpoints: "planning_budgeting, gap_analysis",
  readMs: "600",
  readReason: "agreed with planning in May",
  weight: "1",
  weightReason: "a few reviews a week",
  paths: ["src/gardens/"],
};
const saidOf = (answers: Partial<Answers>): string => {
  try {
    parseDraft({ ...right, ...answers }, "1.2.3");
    return "";
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error.saw;
  }
};

test("a right draft gets the next number", () => {
  const { section, endpoints, version } = parseDraft(right, "1.2.3");
  assert.deepEqual(
    { section, endpoints, version },
    { section: cardNames.length + 1, endpoints: ["planning_budgeting", "gap_analysis"], version: "1.2.3" },
  );
});

const refused: readonly (readonly [string, Partial<Answers>, RegExp])[] = [
  ["a name with capitals", { name: "gardenReviews" }, /name: .* is not snake_case/],
  ["a name that is taken", { name: "api_crud" }, /name: .* could not be told apart/],
  ["a name that begins with another's", { name: "api_crud_more" }, /name: .* could not be told apart/],
  ["a name that another's begins with", { name: "api" }, /name: .* could not be told apart/],
  ["a title that would break a table", { title: "Garden | Reviews" }, /title: plain words/],
  ["a priority of somebody's own", { priority: "LOW" }, /priority: "LOW" is none of CRITICAL/],
  ["no dependency at all", { dependencies: " , " }, /dependencies: nothing is named/],
  ["a prerequisite that nobody knows", { prerequisites: "sunshine" }, /prerequisites: "sunshine" is none of/],
  ["a row that is not in the catalogue", { endpoints: "gardens" }, /no row gardens/],
  ["a row that writes", { endpoints: "work_item_update_progress", persona: "staff" }, /is no read/],
  ["a row with arguments", { endpoints: "policies_filtered" }, /needs arguments/],
  ["a row that is broken on OBCMS", { endpoints: "transparency" }, /is broken on OBCMS/],
  ["a row of another persona", { persona: "staff" }, /planning_budgeting is another persona's/],
  ["rows for which nobody signs in", { endpoints: "health" }, /none of them needs executive/],
  ["a row named twice", { endpoints: "gap_analysis,gap_analysis" }, /named twice/],
  ["a limit that is no number", { readMs: "fast" }, /readMs: "fast" is no whole number/],
  ["a limit without a reason", { readReason: "so" }, /readReason: say it/],
  ["a path out of the repository", { paths: ["../x"] }, /no path below/],
];
for (const [title, answers, says] of refused)
  test(`refused: ${title}`, () => assert.match(saidOf(answers), says));

test("everything that is wrong is said at once", () => {
  assert.equal(
    saidOf({ priority: "", complexity: "", persona: "" }).match(/^(?:priority|complexity|persona):/gm)
      ?.length,
    3,
  );
});

const texts = new Map(enteredFiles().map((file) => [file, readFileSync(join(projectFolder, file), "utf8")]));
const draft = parseDraft(right, "1.2.3");

test("a path whose change asks for every scenario already stays as it is, others get the new one", () => {
  const paths = ["src/common/", "src/planning/", "src/gardens/"];
  const entered = enter({ ...draft, paths }, texts).get("ci/critical-paths.json") ?? "";
  const after = (JSON.parse(entered) as { paths: Record<string, string[]> }).paths;
  assert.deepEqual(
    paths.map((path) => after[path]?.at(-1)),
    [undefined, "garden_reviews", "garden_reviews"],
  );
});

for (const file of enteredFiles().filter((path) => path.endsWith(".ts")))
  test(`${file} without the place for a row is refused, and so is one that has it twice`, () => {
    const text = texts.get(file) ?? "";
    const gone = text.replace(/^(?:\}.*;|\];|export function watchTarget.*)$/gm, "");
    for (const wrong of [gone, text + text])
      assert.throws(() => enter(draft, new Map([...texts, [file, wrong]])), /no one place in/);
  });

test("where one file cannot be written, none is", async (t) => {
  const folder = scratchFolder(t);
  writeFileSync(join(folder, "a"), "old");
  mkdirSync(join(folder, "c.partial"));
  const changes = [
    { path: "a", before: "old", after: "new" },
    { path: "b", before: undefined, after: "new" },
    { path: "c", before: undefined, after: "new" },
  ];
  await assert.rejects(place(folder, changes), /cannot be written/);
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "old");
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.startsWith("c")),
    ["a"],
  );
});

test("a file that somebody changed meanwhile is not written over", async (t) => {
  const folder = scratchFolder(t);
  writeFileSync(join(folder, "a"), "somebody's");
  await assert.rejects(place(folder, [{ path: "a", before: "old", after: "new" }]), /changed while/);
  assert.equal(readFileSync(join(folder, "a"), "utf8"), "somebody's");
});

test("without a terminal every flag that is missing is named, as it is typed", async () => {
  const { exitCode, stderr } = await tool(["new", "scenario", "--name", "garden_reviews"]).ended;
  assert.equal(exitCode, 2);
  assert.match(stderr, /missing: --title, .*--read-ms, --read-reason, --weight-reason/);
});
