import assert from "node:assert/strict";
import { test } from "node:test";
import type { BudgetResult, Result } from "../../src/result/result.ts";
import { exitCodeOf } from "../../src/verdict/exit.ts";
import { judge } from "../../src/verdict/judge.ts";
import { type ReasonName, reasons } from "../../src/verdict/reasons.ts";
import type { VerdictState } from "../../src/verdict/verdict.ts";
import { budgetKey, budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { healthyResult } from "../fixtures/report/parts.ts";

const planned = budgetsFor({
  cards: ["api_crud"],
  profile: "smoke",
  open: false,
  allowResidue: true,
  overrides: {},
});

/** A completed run in which every gate is met, with k6's thresholds to match. */
function healthy(): Result {
  const budgets = planned.map((budget): BudgetResult => {
    const { id, card, statistic, operator, limit, minSamples, severity, reason, metric } = budget;
    const measured = operator === ">" ? 1 : 0;
    const { unit } = budgetMetrics[metric];
    const key = budgetKey(budget);
    return {
      id,
      card,
      key,
      statistic,
      operator,
      unit,
      limit,
      measured,
      samples: minSamples,
      minSamples,
      severity,
      reason,
    };
  });
  return { ...healthyResult(), budgets, thresholds: thresholdsFor(budgets) };
}

function thresholdsFor(
  budgets: readonly BudgetResult[],
  crossed: readonly string[] = [],
): Result["thresholds"] {
  return budgets.map(({ id, key, statistic, operator, limit, samples }) => ({
    key,
    expression: `${statistic}${operator}${limit}`,
    passed: !crossed.includes(id),
    samples,
  }));
}

/** Changes one budget, and k6's own judgement of it. */
function withBudget(id: string, change: Partial<BudgetResult>, crossed = false): Result {
  const result = healthy();
  assert.ok(result.budgets.some((budget) => budget.id === id));
  const budgets = result.budgets.map((budget) => (budget.id === id ? { ...budget, ...change } : budget));
  return { ...result, budgets, thresholds: thresholdsFor(budgets, crossed ? [id] : []) };
}

function withScenario(change: Partial<Result["scenarios"][number]>): Result {
  const result = healthy();
  return { ...result, scenarios: result.scenarios.map((scenario) => ({ ...scenario, ...change })) };
}

function withRun(change: Partial<Result["run"]>, result = healthy()): Result {
  return { ...result, run: { ...result.run, ...change } };
}

function withThreshold(threshold: Result["thresholds"][number]): Result {
  const result = healthy();
  return { ...result, thresholds: [...result.thresholds, threshold] };
}

/** As when somebody spells a tag set in another order: k6 keeps one of the two thresholds. */
function missingFigure(): Result {
  const result = withBudget("api_crud_read_p95", { measured: null });
  return { ...result, thresholds: result.thresholds.filter(({ key }) => !key.includes("access:read")) };
}

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
    title: "more than one dropped iteration in a thousand is invalid",
    result: withScenario({ started: 900, completed: 900, failed: 0, interrupted: 0, dropped: 2 }),
    state: "INVALID",
    reasons: ["load_not_delivered"],
    exit: 90,
  },
  {
    title: "an added threshold that held on nothing is invalid",
    result: withThreshold({
      key: "http_req_duration{scenario:x}",
      expression: "p(95)<1",
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
    title: "a stopped run lacks things because it was stopped",
    result: withRun(
      { state: "interrupted", k6ExitCode: 105 },
      { ...withScenario({ started: 2, completed: 0, interrupted: 2 }), defects: ["no summary"] },
    ),
    state: "INCONCLUSIVE",
    reasons: ["interrupted"],
    exit: 105,
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

const margins = [
  { operator: "<", limit: 500, measured: 400, margin: 0.2 },
  { operator: "<", limit: 500, measured: 600, margin: -0.2 },
  { operator: ">", limit: 0.5, measured: 0.75, margin: 0.5 },
  { operator: "==", limit: 0, measured: 0, margin: 0 },
  { operator: "==", limit: 0, measured: 3, margin: -1 },
] as const;
for (const { operator, limit, measured, margin } of margins) {
  test(`${measured} of ${operator} ${limit} has a margin of ${margin}`, () => {
    const [budget] = healthy().budgets;
    assert.ok(budget);
    const [row] = judge({ ...healthy(), budgets: [{ ...budget, operator, limit, measured }] }).budgets;
    assert.ok(Math.abs((row?.margin ?? Number.NaN) - margin) < 1e-12, `${row?.margin}`);
  });
}
