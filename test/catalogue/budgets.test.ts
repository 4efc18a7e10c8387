import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type BudgetChoice,
  budgetKey,
  budgetsFor,
  enoughIterations,
  guardOf,
  samplesPerIteration,
} from "../../tests/performance/k6/catalogue/budgets.ts";
import { requestsPerIteration, runnableCards } from "../../tests/performance/k6/catalogue/cards.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { thresholdsOf } from "../../tests/performance/k6/catalogue/thresholds.ts";

const smoke: BudgetChoice = {
  cards: ["api_crud"],
  profile: "smoke",
  isIncluded: () => true,
  overrides: {},
};

test("the plan's limits are the catalogue's: 500 ms for reads, 700 ms for writes", () => {
  const limit = (id: string): number | undefined =>
    budgetsFor(smoke).find((budget) => budget.id === id)?.limit;
  assert.equal(limit("api_crud_read_p95"), 500);
  assert.equal(limit("api_crud_write_p95"), 700);
  assert.equal(limit("api_crud_failed"), 0.01);
});

test("every budget has a reason, a minimum, and an id of its own", () => {
  const budgets = budgetsFor({ ...smoke, profile: "soak", openScenarios: ["api_crud"] });
  assert.equal(new Set(budgets.map(({ id }) => id)).size, budgets.length);
  for (const { id, reason, minSamples } of budgets) {
    assert.ok(reason.length > 10, id);
    assert.ok(minSamples > 0, id);
    assert.match(id, /^[a-z][a-z0-9_]*$/);
  }
});

test("no two budgets share a k6 sub-metric: k6 drops one list of thresholds silently", () => {
  const keys = budgetsFor({ ...smoke, profile: "soak", openScenarios: ["api_crud"] }).map(budgetKey);
  assert.equal(new Set(keys).size, keys.length);
});

test("a tag set has one spelling", () => {
  assert.equal(
    selectorKey("http_reqs", { card: "api_crud", access: "read" }),
    selectorKey("http_reqs", { access: "read", card: "api_crud" }),
  );
});

test("every gate is guarded in k6 by a minimum of its samples", () => {
  for (const profile of ["smoke", "baseline", "soak"] as const) {
    const budgets = budgetsFor({
      ...smoke,
      profile,
      ...(profile === "soak" ? { openScenarios: ["api_crud"] } : {}),
    });
    const thresholds = thresholdsOf(budgets);
    for (const budget of budgets.filter(({ severity }) => severity === "gate")) {
      const { metric, where } = guardOf(budget);
      const minimums = (thresholds[selectorKey(metric, where)] ?? []).map((threshold) =>
        Number(/^count>=(\d+)$/.exec(String(threshold))?.[1] ?? Number.NaN),
      );
      assert.ok(
        minimums.some((minimum) => minimum >= budget.minSamples),
        `${profile} ${budget.id}`,
      );
    }
  }
});

test("smoke runs enough iterations for every gate, and not one more than the neediest wants", () => {
  const budgets = budgetsFor(smoke);
  const iterations = enoughIterations(budgets, () => true);
  const gates = budgets.filter(({ severity }) => severity === "gate");
  for (const budget of gates)
    assert.ok(iterations * samplesPerIteration(budget, () => true) >= budget.minSamples, budget.id);
  assert.ok(
    gates.some((budget) => (iterations - 1) * samplesPerIteration(budget, () => true) < budget.minSamples),
  );
});

test("latency of single endpoints is information in smoke, a gate elsewhere but for what needs residue", () => {
  const severities = (profile: "smoke" | "baseline", residue: boolean): string[] => [
    ...new Set(
      budgetsFor({ ...smoke, profile })
        .filter(({ where: { name } }) => name !== undefined && "residue" in endpoints[name] === residue)
        .map(({ severity }) => severity),
    ),
  ];
  assert.deepEqual(severities("smoke", false), ["info"]);
  assert.deepEqual(severities("baseline", false), ["gate"]);
  assert.deepEqual(severities("baseline", true), ["info"]);
});

test("a row that the run leaves out has no budget", () => {
  const without = budgetsFor({ ...smoke, isIncluded: (name) => name !== "api_recommendation_create" });
  const named = (budgets: readonly { id: string }[]): string[] =>
    budgets.map(({ id }) => id).filter((id) => id.includes("api_recommendation_create"));
  assert.deepEqual(named(budgetsFor(smoke)), ["api_crud_api_recommendation_create_p95"]);
  assert.deepEqual(named(without), []);
});

test("an override changes the limit and keeps the catalogue's beside it", () => {
  const budget = budgetsFor({ ...smoke, overrides: { api_crud_read_p95: 800 } }).find(
    ({ id }) => id === "api_crud_read_p95",
  );
  assert.deepEqual([budget?.limit, budget?.overrides], [800, 500]);
});

test("each kind of request that a card makes has a latency budget of its own", () => {
  for (const card of runnableCards()) {
    const ids = budgetsFor({ ...smoke, cards: [card] }).map(({ id }) => id);
    for (const name of requestsPerIteration(card, () => true).keys()) {
      assert.ok(ids.includes(`${card}_${name}_p95`), name);
      const { access } = endpoints[name];
      if (access !== "refusal") assert.ok(ids.includes(`${card}_${access}_p95`), `${card} ${access}`);
    }
  }
});
