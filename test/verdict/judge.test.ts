import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../../src/result/result.ts";
import { exitCodeOf } from "../../src/verdict/exit.ts";
import { judge } from "../../src/verdict/judge.ts";
import { type ReasonName, reasons } from "../../src/verdict/reasons.ts";
import type { VerdictState } from "../../src/verdict/verdict.ts";
import {
  healthy,
  lagOf,
  missingFigure,
  withBudget,
  withEndpoint,
  withGenerator,
  withRun,
  withScenario,
  withThreshold,
} from "./results.ts";

const quiet = { expected: 1000, wrong_body: 0, signed_out: 0, throttled: 0, no_answer: 0, unexpected: 0 };

type Case = { title: string; result: Result; state: VerdictState; reasons: ReasonName[]; exit: number };

const cases: readonly Case[] = [
  { title: "a healthy run passes", result: healthy(), state: "PASS", reasons: [], exit: 0 },
  {
    title: "k6 that stops with an error proves nothing",
    result: withRun({ state: "failed", k6ExitCode: 255 }),
    state: "INVALID",
    reasons: ["k6_failed"],
    exit: 90,
  },
  {
    title: "a script error keeps k6's exit code",
    result: withRun({ state: "failed", k6ExitCode: 107 }),
    state: "INVALID",
    reasons: ["k6_failed"],
    exit: 107,
  },
  {
    title: "files that do not add up make a run invalid",
    result: { ...healthy(), defects: ["samples and summary disagree"] },
    state: "INVALID",
    reasons: ["artefacts_defective"],
    exit: 90,
  },
  {
    title: "k6 judging its own figure otherwise is a defect, not a pass",
    result: {
      ...healthy(),
      thresholds: healthy().thresholds.map((threshold) => ({
        ...threshold,
        passed: !threshold.key.includes("access:read"),
      })),
    },
    state: "INVALID",
    reasons: ["artefacts_defective"],
    exit: 90,
  },
  {
    title: "a budget without its threshold in k6 is a defect: another suite ran",
    result: {
      ...healthy(),
      thresholds: healthy().thresholds.filter(({ key }) => !key.includes("access:read")),
    },
    state: "INVALID",
    reasons: ["artefacts_defective"],
    exit: 90,
  },
  {
    title: "a figure that k6 does not have, where its guard has samples, is a defect and not an empty budget",
    result: missingFigure(),
    state: "INVALID",
    reasons: ["artefacts_defective"],
    exit: 90,
  },
  {
    title: "a scenario of which nothing finished proves nothing",
    result: withScenario({ started: 5, completed: 0, interrupted: 5 }),
    state: "INVALID",
    reasons: ["nothing_finished"],
    exit: 90,
  },
  {
    title: "a single iteration that was cut off makes a finished run invalid",
    result: withScenario({ started: 60, completed: 59, interrupted: 1 }),
    state: "INVALID",
    reasons: ["cut_off"],
    exit: 90,
  },
  {
    title: "iterations that throw make a run invalid above one in a hundred",
    result: withScenario({ started: 100, completed: 98, failed: 2, interrupted: 0 }),
    state: "INVALID",
    reasons: ["iterations_threw"],
    exit: 90,
  },
  {
    title: "one throw in a hundred is the budget's business, not the rule's",
    result: withScenario({ started: 100, completed: 99, failed: 1, interrupted: 0 }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "more than one answer in a hundred throttled is invalid",
    result: { ...healthy(), outcomes: { ...quiet, throttled: 11 } },
    state: "INVALID",
    reasons: ["throttled"],
    exit: 90,
  },
  {
    title: "one tenth of login pages is invalid",
    result: { ...healthy(), outcomes: { ...quiet, signed_out: 120 } },
    state: "INVALID",
    reasons: ["signed_out"],
    exit: 90,
  },
  {
    title: "one endpoint that answers wrongly once in ten fails a run whose budgets all hold",
    result: withEndpoint({ ...quiet, expected: 90, unexpected: 10 }),
    state: "FAIL",
    reasons: ["endpoint_failing"],
    exit: 99,
  },
  {
    title: "a wrong answer or two of one endpoint are left to the budgets",
    result: withEndpoint({ ...quiet, expected: 8, unexpected: 2 }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "one endpoint that mostly shows a login page was not tested",
    result: withEndpoint({ ...quiet, expected: 4, signed_out: 6 }),
    state: "INVALID",
    reasons: ["signed_out", "endpoint_failing"],
    exit: 90,
  },
  {
    title: "more than one dropped iteration in a thousand of an arrival rate is invalid",
    result: withScenario({
      model: "open",
      started: 900,
      completed: 900,
      failed: 0,
      interrupted: 0,
      dropped: 2,
    }),
    state: "INVALID",
    reasons: ["load_not_delivered"],
    exit: 90,
  },
  {
    title: "iterations of a fixed number that were never started leave too little for a PASS",
    result: withScenario({ started: 900, completed: 900, failed: 0, interrupted: 0, dropped: 2 }),
    state: "INCONCLUSIVE",
    reasons: ["time_ran_out"],
    exit: 91,
  },
  {
    title: "an added threshold that held on nothing is invalid",
    result: withThreshold({
      key: "http_req_duration{scenario:x}",
      expression: "p(95)<1",
      role: "extra",
      passed: true,
      samples: 0,
    }),
    state: "INVALID",
    reasons: ["empty_threshold"],
    exit: 90,
  },
  {
    title: "an added threshold that was crossed fails",
    result: withThreshold({
      key: "http_req_duration{scenario:x}",
      expression: "p(95)<1",
      role: "extra",
      passed: false,
      samples: 9,
    }),
    state: "FAIL",
    reasons: ["threshold_crossed"],
    exit: 99,
  },
  {
    title: "a gate without any sample is invalid",
    result: withBudget("api_crud_read_p95", { measured: null, samples: 0 }),
    state: "INVALID",
    reasons: ["no_samples"],
    exit: 90,
  },
  {
    title: "a gate on what the target tells of itself is inconclusive when it tells nothing",
    result: withBudget("api_crud_read_p95", {
      key: "obcms_db_queries{card:api_crud}",
      measured: null,
      samples: 0,
    }),
    state: "INCONCLUSIVE",
    reasons: ["not_measured"],
    exit: 91,
  },
  {
    title: "a broken gate fails",
    result: withBudget("api_crud_read_p95", { measured: 501 }, true),
    state: "FAIL",
    reasons: ["budget_broken"],
    exit: 99,
  },
  {
    title: "a gate exactly at its limit is broken: the plan says below",
    result: withBudget("api_crud_read_p95", { measured: 500 }, true),
    state: "FAIL",
    reasons: ["budget_broken"],
    exit: 99,
  },
  {
    title: "a broken percentile on too few samples says nothing yet",
    result: withBudget("api_crud_read_p95", { measured: 9000, samples: 58 }, true),
    state: "INCONCLUSIVE",
    reasons: ["too_few_samples"],
    exit: 91,
  },
  {
    title: "a share that breaks its limit does so on few samples too",
    result: withBudget("api_crud_failed", { measured: 0.5, samples: 20 }, true),
    state: "FAIL",
    reasons: ["budget_broken"],
    exit: 99,
  },
  {
    title: "requests without an answer fail",
    result: { ...healthy(), outcomes: { ...quiet, no_answer: 30 } },
    state: "FAIL",
    reasons: ["no_answer"],
    exit: 99,
  },
  {
    title: "pauses that end late by more than a quarter of the tightest limit are the generator's doing",
    result: withGenerator({ lag: lagOf(126) }),
    state: "INVALID",
    reasons: ["generator_overloaded"],
    exit: 90,
  },
  {
    title: "a lag of just a quarter of the tightest limit is let pass: a shared machine has some",
    result: withGenerator({ lag: lagOf(125) }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "the lag of fewer pauses than a percentile needs says nothing",
    result: withGenerator({ lag: { ...lagOf(400), samples: 58 } }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "a tighter limit of the environment asks for a prompter generator",
    result: {
      ...withBudget("api_crud_read_p95", { limit: 50, measured: 20 }),
      generator: { ...healthy().generator, lag: lagOf(20) },
    },
    state: "INVALID",
    reasons: ["generator_overloaded"],
    exit: 90,
  },
  {
    title: "k6 above four fifths of its processors is overloaded, however prompt",
    result: withGenerator({ cpuShare: 0.81 }),
    state: "INVALID",
    reasons: ["generator_overloaded"],
    exit: 90,
  },
  {
    title: "four fifths of the processors, and any single busy second, are allowed",
    result: withGenerator({ cpuShare: 0.8, cpuPeakShare: 1 }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "a generator that could not be watched is not accused",
    result: withGenerator({ cpuShare: null, cpuPeakShare: null, lag: lagOf(null) }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "a latency without an upper bound is invalid, however low the measured one",
    result: withBudget("api_crud_read_p95", { measured: 2.7, interval: { lower: 1, upper: null } }),
    state: "INVALID",
    reasons: ["no_upper_bound"],
    exit: 90,
  },
  {
    title: "no upper bound is told on few samples too: more of them would not bring one",
    result: withBudget("api_crud_read_p95", {
      measured: 2.7,
      samples: 20,
      interval: { lower: 1, upper: null },
    }),
    state: "INVALID",
    reasons: ["no_upper_bound"],
    exit: 90,
  },
  {
    title: "a latency whose lower bound breaks the limit is broken, with or without an upper bound",
    result: withBudget("api_crud_read_p95", { measured: 700, interval: { lower: 500, upper: null } }, true),
    state: "FAIL",
    reasons: ["budget_broken"],
    exit: 99,
  },
  {
    title: "a latency whose bounds both hold is met",
    result: withBudget("api_crud_read_p95", { measured: 300, interval: { lower: 290, upper: 499 } }),
    state: "PASS",
    reasons: [],
    exit: 0,
  },
  {
    title: "a latency with its limit between its bounds is undecided, though what was measured holds",
    result: withBudget("api_crud_read_p95", { measured: 300, interval: { lower: 290, upper: 500 } }),
    state: "INCONCLUSIVE",
    reasons: ["budget_undecided"],
    exit: 91,
  },
  {
    title: "a latency with its limit between its bounds is undecided, though what was measured breaks it",
    result: withBudget("api_crud_read_p95", { measured: 510, interval: { lower: 490, upper: 600 } }, true),
    state: "INCONCLUSIVE",
    reasons: ["budget_undecided"],
    exit: 91,
  },
  {
    title: "bounds of too few samples are too few samples",
    result: withBudget("api_crud_read_p95", {
      measured: 300,
      samples: 58,
      interval: { lower: 290, upper: 600 },
    }),
    state: "INCONCLUSIVE",
    reasons: ["too_few_samples"],
    exit: 91,
  },
  {
    title: "a stopped run lacks things because it was stopped",
    result: withRun(
      { state: "interrupted", k6ExitCode: 105 },
      { ...withScenario({ started: 2, completed: 0, interrupted: 2 }), defects: ["no summary"] },
    ),
    state: "INCONCLUSIVE",
    reasons: ["interrupted"],
    exit: 105,
  },
  {
    title:
      "an aborted run found its breaking point: what was dropped, threw or was cut off there belongs to it",
    result: withRun(
      { state: "aborted", k6ExitCode: 99, profile: "breakpoint" },
      withScenario({ model: "open", started: 90, completed: 50, failed: 30, interrupted: 10, dropped: 40 }),
    ),
    state: "FAIL",
    reasons: ["breaking_point"],
    exit: 99,
  },
  {
    title: "an aborted run is not a pass even where every figure is good",
    result: withRun({ state: "aborted", k6ExitCode: 99, profile: "breakpoint" }),
    state: "FAIL",
    reasons: ["breaking_point"],
    exit: 99,
  },
  {
    title: "a run that a budget of abortOn ended is a failed one, whatever it measured until then",
    result: withRun({ state: "aborted", k6ExitCode: 99, profile: "soak" }),
    state: "FAIL",
    reasons: ["ended_by_budget"],
    exit: 99,
  },
  {
    title: "a throttle is no breaking point",
    result: withRun(
      { state: "aborted", profile: "breakpoint" },
      { ...healthy(), outcomes: { ...quiet, throttled: 500 } },
    ),
    state: "INVALID",
    reasons: ["throttled", "breaking_point"],
    exit: 90,
  },
];

for (const { title, result, state, reasons: names, exit } of cases) {
  test(title, () => {
    const verdict = judge(result);
    assert.deepEqual(
      [...new Set(verdict.reasons.map(({ name }) => name))],
      names,
      JSON.stringify(verdict.reasons),
    );
    assert.equal(verdict.state, state);
    assert.equal(exitCodeOf(result, verdict), exit);
  });
}

test("every reason of the closed list has a case", () => {
  const seen = new Set(cases.flatMap((each) => each.reasons));
  assert.deepEqual(
    (Object.keys(reasons) as ReasonName[]).filter((name) => !seen.has(name)),
    [],
  );
});

test("the worst reason decides, and all are told", () => {
  const result = {
    ...withBudget("api_crud_read_p95", { measured: 900 }, true),
    outcomes: { ...quiet, throttled: 500 },
  };
  const verdict = judge(result);
  assert.equal(verdict.state, "INVALID");
  assert.deepEqual(
    verdict.reasons.map(({ name }) => name),
    ["throttled", "budget_broken"],
  );
});

test("latency without samples is not told twice when failures explain it", () => {
  const failed = withBudget("api_crud_failed", { measured: 1 }, true);
  const budgets = failed.budgets.map((budget) =>
    budget.unit === "ms" ? { ...budget, measured: null, samples: 0 } : budget,
  );
  assert.deepEqual(
    [...new Set(judge({ ...failed, budgets }).reasons.map(({ name }) => name))],
    ["budget_broken"],
  );
});

test("an info budget never decides", () => {
  const result = healthy();
  const budgets = result.budgets.map((budget) =>
    budget.severity === "info" ? { ...budget, measured: 99_999 } : budget,
  );
  assert.equal(judge({ ...result, budgets }).state, "PASS");
});
