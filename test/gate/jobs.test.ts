import assert from "node:assert/strict";
import { test } from "node:test";
import { type JobAnswer, judgeJobs } from "../../src/gate/jobs.ts";
import { ask, READ, runWith } from "./inputs.ts";

type Case = readonly [changes: string, critical: string, load: string, runs: number, answer: JobAnswer];

const cases: readonly Case[] = [
  ["success", "false", "skipped", 0, "not_critical"],
  ["success", "true", "success", 1, "look_at_runs"],
  ["success", "true", "failure", 1, "look_at_runs"],
  ["success", "false", "success", 1, "look_at_runs"],
  ["failure", "false", "skipped", 0, "changes_failed"],
  ["cancelled", "false", "skipped", 0, "changes_failed"],
  ["skipped", "false", "skipped", 0, "changes_failed"],
  ["", "", "", 0, "changes_failed"],
  ["SUCCESS", "false", "skipped", 0, "changes_failed"],
  ["success", "", "skipped", 0, "changes_silent"],
  ["success", "no", "skipped", 0, "changes_silent"],
  ["success", "true", "skipped", 0, "load_missing"],
  ["success", "true", "cancelled", 1, "load_missing"],
  ["success", "true", "timed_out", 1, "load_missing"],
  ["success", "true", "", 1, "load_missing"],
  ["success", "false", "skipped", 1, "load_missing"],
  ["success", "true", "success", 0, "no_run"],
  ["success", "true", "failure", 0, "no_run"],
  ["success", "false", "failure", 0, "no_run"],
];

for (const [changes, critical, load, runs, answer] of cases)
  test(`changes ${changes || "nothing"}, critical ${critical || "nothing"}, load ${load || "nothing"}, ${runs} runs: ${answer}`, () => {
    assert.equal(judgeJobs({ changes, critical, load }, runs), answer);
  });

test("of all words that jobs can say, only one combination passes without a run", () => {
  const words = ["success", "failure", "cancelled", "skipped", "", "neutral"];
  const passing = words.flatMap((changes) =>
    ["true", "false", "", "yes"].flatMap((critical) =>
      words
        .filter((load) => ask({ jobs: { changes, critical, load } }).decision === "pass")
        .map((load) => [changes, critical, load]),
    ),
  );
  assert.deepEqual(passing, [["success", "false", "skipped"]]);
});

test("without jobs, a run decides and none fails", () => {
  assert.equal(ask({}).exit, "invalid");
  assert.equal(ask({ runs: [runWith({})] }).decision, "pass");
});

test("a load job that failed although every run passes is looked into", () => {
  const jobs = { changes: "success", critical: "true", load: "failure" };
  assert.deepEqual(
    ask({ jobs, runs: [runWith({})] }).findings.map(({ name }) => name),
    ["load_failed"],
  );
  assert.deepEqual(
    ask({ jobs, runs: [runWith({ [READ]: 600 })] }).findings.map(({ name }) => name),
    ["budget_broken"],
  );
});
