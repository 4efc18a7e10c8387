import assert from "node:assert/strict";
import { test } from "node:test";
import { misnamedBudgets } from "../../tests/performance/k6/catalogue/budget-names.ts";
import {
  type Budget,
  type BudgetChoice,
  budgetIds,
  budgetsFor,
  guardOf,
} from "../../tests/performance/k6/catalogue/budgets.ts";
import { figuresOnDemand, idsOnDemand, onDemandOf } from "../../tests/performance/k6/catalogue/on-demand.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";
import { thresholdsOf } from "../../tests/performance/k6/catalogue/thresholds.ts";
import { planLoad } from "../../tests/performance/k6/scenarios.ts";

const choice: BudgetChoice = {
  cards: ["executive_analytics"],
  profile: "baseline",
  isIncluded: () => true,
  overrides: {},
};
const budgetsWith = (overrides: Record<string, number>, more: Partial<BudgetChoice> = {}): Budget[] =>
  budgetsFor({ ...choice, ...more, overrides });

function planned(flags: Parameters<typeof resolveSettings>[0]["flags"]): ReturnType<typeof planLoad> {
  const file = {
    clientId: ["a"],
    personas: { executive: { usernames: ["c"] }, staff: { usernames: ["b"] } },
  };
  return planLoad(resolveSettings({ flags: { shareUsers: true, ...flags }, env: {}, file }).values);
}

test("nothing is judged on demand until it is named, and then that alone", () => {
  const before = budgetsWith({});
  const named = budgetsWith({ executive_analytics_trends_db_ms_p95: 40 });
  const added = named.filter(({ id }) => !before.some((budget) => budget.id === id));
  assert.deepEqual(added, [
    {
      id: "executive_analytics_trends_db_ms_p95",
      card: "executive_analytics",
      metric: "obcms_db_ms",
      where: { card: "executive_analytics", name: "trends" },
      statistic: "p(95)",
      operator: "<",
      limit: 40,
      minSamples: 59,
      severity: "gate",
      reason: "asked for: ms of that in the database",
    },
  ]);
  assert.equal(named.length, before.length + 1);
});

test("each figure of a scenario and of an endpoint is a gate, guarded by a minimum of its samples", () => {
  const asked = onDemandOf("api_crud", ["api_regions_list"]);
  assert.equal(asked.length, 2 * Object.keys(figuresOnDemand).length - 1);
  for (const { id } of asked) {
    const [budget, ...others] = budgetsWith({ [id]: 1 }, { cards: ["api_crud"] }).filter(
      (one) => one.id === id,
    );
    assert.ok(budget !== undefined && others.length === 0, id);
    assert.deepEqual([budget.severity, budget.limit, budget.overrides], ["gate", 1, undefined], id);
    const { metric, where } = guardOf(budget);
    const guard = thresholdsOf([budget])[selectorKey(metric, where)];
    assert.deepEqual(guard, [`count>=${budget.minSamples}`], id);
  }
});

test("an id says one thing: those that a card declares are the card's own", () => {
  const ids = idsOnDemand();
  assert.equal(new Set(ids).size, ids.length);
  const declared = budgetIds();
  assert.deepEqual(
    ids.filter((id) => declared.includes(id)),
    [
      "calendar_streams_cache_hits",
      "calendar_streams_calendar_work_items_feed_month_queries_per_row",
      "executive_analytics_cache_hits",
      "executive_analytics_policies_filtered_queries_per_row",
    ],
  );
  const [hits, ...others] = budgetsWith({ calendar_streams_cache_hits: 0.7 }, { cards: ["calendar_streams"] })
    // The card's own is of one endpoint, and stays so.
    .filter(({ id }) => id === "calendar_streams_cache_hits");
  assert.deepEqual(
    [hits?.where.name, hits?.limit, hits?.overrides, others],
    ["calendar_work_items_feed_month", 0.7, 0.5, []],
  );
});

test("an id that a card declares asks for nothing else where the run leaves its row out", () => {
  const isIncluded = (name: string): boolean => name !== "calendar_work_items_feed_month";
  const budgets = budgetsWith(
    { calendar_streams_cache_hits: 0.7 },
    { cards: ["calendar_streams"], isIncluded },
  );
  assert.deepEqual(
    budgets.filter(({ id }) => id === "calendar_streams_cache_hits"),
    [],
  );
});

test("growth of statements is shown, and a gate for whoever gives its limit", () => {
  const id = "executive_analytics_policies_filtered_queries_per_row";
  const found = (overrides: Record<string, number>): Budget[] =>
    budgetsWith(overrides).filter((budget) => budget.id === id);
  assert.deepEqual(
    found({}).map(({ severity, limit }) => [severity, limit]),
    [["info", 1.5]],
  );
  assert.deepEqual(
    found({ [id]: 1.2 }).map(({ severity, limit }) => [severity, limit]),
    [["gate", 1.2]],
  );
});

test("a row that the run leaves out, or a scenario that is not chosen, has none", () => {
  const overrides = { executive_analytics_trends_db_ms_p95: 40, api_crud_db_ms_p95: 40 };
  const ids = (budgets: readonly Budget[]): string[] =>
    budgets.map(({ id }) => id).filter((id) => id in overrides);
  assert.deepEqual(ids(budgetsWith(overrides)), ["executive_analytics_trends_db_ms_p95"]);
  assert.deepEqual(ids(budgetsWith(overrides, { isIncluded: (name) => name !== "trends" })), []);
});

test("a plan has their thresholds, and lets one end the run", () => {
  const { budgets, thresholds } = planned({
    profile: "baseline",
    scenarios: ["executive_analytics"],
    budgets: { executive_analytics_trends_db_queries_max: 25, api_crud_db_ms_p95: 40 },
    abortOn: ["executive_analytics_trends_db_queries_max"],
  });
  assert.ok(budgets.some(({ id }) => id === "executive_analytics_trends_db_queries_max"));
  const list = thresholds["obcms_db_queries{card:executive_analytics,name:trends}"] ?? [];
  // The card's own limit on the same metric stands beside it.
  assert.ok(list.includes("p(95)<25"));
  assert.ok(list.some((one) => typeof one !== "string" && one.threshold === "max<25" && one.abortOnFail));
});

test("an unknown id is said with the nearest there are and with the figures, not with all", () => {
  const wrong = "executive_analytics_trend_db_querys_max";
  const said = misnamedBudgets([wrong, "api_crud_failed"], []) ?? "";
  assert.match(said, new RegExp(`^no budget is called ${wrong} \\(nearest: `));
  assert.match(said, /executive_analytics_trends_db_queries_max/);
  assert.match(said, /SCENARIO_ENDPOINT_FIGURE.*queries_per_row/);
  assert.ok(said.length < 800, `${said.length} characters`);
  assert.throws(
    () => planned({ budgets: { [wrong]: 1 } }),
    ({ message }) => message === misnamedBudgets([wrong], []),
  );
});

test("ids of every kind are known: declared, of the target, of a watched process, on demand", () => {
  const ids = [
    "api_crud_read_p95",
    "target_queue_depth_max",
    "target_web_cpu_p95",
    "htmx_bursts_template_ms_p95",
  ];
  assert.equal(misnamedBudgets(ids, ["host:web"]), undefined);
  assert.match(misnamedBudgets(ids, []) ?? "", /^no budget is called target_web_cpu_p95 /);
  assert.equal(misnamedBudgets([], []), undefined);
});
