// What the verdict makes of figures that a probe told of: what to do about each, and that whoever watches is no load.

import assert from "node:assert/strict";
import { test } from "node:test";
import { viewScenario } from "../../src/report/scenario-view.ts";
import type { BudgetResult, Result } from "../../src/result/result.ts";
import { judge } from "../../src/verdict/judge.ts";
import { budgetKey, budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { budgetMetrics } from "../../tests/performance/k6/catalogue/metrics.ts";
import { healthy, thresholdsFor } from "./results.ts";

const CARD = "background_jobs";
const planned = budgetsFor({ cards: [CARD], profile: "smoke", isIncluded: () => true, overrides: {} }).filter(
  ({ metric }) => budgetMetrics[metric].source === "probe",
);

function resultWith(change: (id: string) => Partial<BudgetResult>): Result {
  const budgets = planned.map((budget): BudgetResult => {
    const { id, card, statistic, operator, limit, minSamples, severity, reason, metric } = budget;
    const { unit } = budgetMetrics[metric];
    const met = { measured: 0, samples: minSamples, minSamples, severity, reason, interval: null };
    return { id, card, key: budgetKey(budget), statistic, operator, unit, limit, ...met, ...change(id) };
  });
  const crossed = budgets.filter(({ measured, limit, operator }) =>
    operator === "==" ? measured !== limit : (measured ?? 0) >= limit,
  );
  const result = healthy();
  const scenarios = result.scenarios.flatMap((scenario) => [
    { ...scenario, card: CARD, name: `${CARD}_enqueue` },
    { ...scenario, card: CARD, name: `${CARD}_probe`, isProbe: true as const },
  ]);
  const ids = crossed.map(({ id }) => id);
  return { ...result, scenarios, endpoints: [], budgets, thresholds: thresholdsFor(budgets, ids) };
}

/** What breaks a budget, the fault of the stand-in that does it, and a word of the advice where no fault is known. */
const broken = {
  background_jobs_acknowledged_p95: ["slow_worker=300", /do not keep up/],
  background_jobs_started_p95: ["slow_worker=300", /do not keep up/],
  background_jobs_finished_p95: ["slow_worker=300", /do not keep up/],
  background_jobs_effect_p95: ["late_effect=5000", /store of results/],
  background_jobs_queue_depth_max: ["backlog=40", /do not keep up/],
  background_jobs_lost: ["lost_task=0.05", /received and neither/],
  background_jobs_retried: ["retried_task=0.1", /retry:/],
  background_jobs_failed_tasks: ["failed_task=0.05", /raised unexpected/],
  background_jobs_unacknowledged: ["missing_acknowledgement=0.05", /webhook/],
} as const;

test("each budget on what a probe tells has its advice here", () => {
  assert.deepEqual(
    planned.map(({ id }) => id),
    Object.keys(broken),
  );
});

for (const [id, [fault, advice]] of Object.entries(broken)) {
  test(`${id}: broken by ${fault} it says so, and what to look at where nobody asked for it`, () => {
    const result = resultWith((one) => (one === id ? { measured: 99_999 } : {}));
    const [reason] = judge(result).reasons;
    assert.equal(reason?.name, "budget_broken");
    assert.match(reason.advice, advice);
    const told = { ...result, target: { ...result.target, kind: "stand-in" as const, faults: [fault] } };
    assert.match(judge(told).reasons[0]?.advice ?? "", new RegExp(`--fault ${fault}`));
  });
}

test("without a probe each of them has no data, and its address is asked for", () => {
  const { state, reasons } = judge(resultWith(() => ({ measured: null, samples: 0 })));
  assert.equal(state, "INCONCLUSIVE");
  assert.deepEqual(new Set(reasons.map(({ name }) => name)), new Set(["not_measured"]));
  assert.ok(reasons.every(({ advice }) => advice.includes("probes.broker")));
});

test("what watches may be cut off in a look; what makes load may not", () => {
  const cut = (isProbe: boolean): string[] => {
    const result = resultWith(() => ({}));
    const scenarios = result.scenarios.map((scenario) =>
      (scenario.isProbe ?? false) === isProbe ? { ...scenario, interrupted: 1 } : scenario,
    );
    return judge({ ...result, scenarios }).reasons.map(({ name }) => name);
  };
  assert.deepEqual(cut(true), []);
  assert.deepEqual(cut(false), ["cut_off"]);
});

test("a card of which only the watch finished has not finished", () => {
  const result = resultWith(() => ({ measured: null, samples: 0 }));
  const scenarios = result.scenarios.map((scenario) =>
    scenario.isProbe ? scenario : { ...scenario, completed: 0, failed: 0 },
  );
  const names = judge({ ...result, scenarios }).reasons.map(({ name }) => name);
  assert.ok(names.includes("nothing_finished"), names.join(", "));
  assert.ok(!names.includes("not_measured"), "its samples are missing for that reason");
});

test("what watches has no percentiles to explain", () => {
  const { scenarios } = resultWith(() => ({}));
  const [load, watch] = scenarios.map((scenario) => viewScenario(scenario).means);
  assert.match(load ?? "", /model/);
  assert.match(watch ?? "", /Makes no load/);
});
