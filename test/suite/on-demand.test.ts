// Each budget on demand in the real k6: its threshold holds, can fail, and fails for want of what it judges. No load: the
// answers are made up within k6.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { type Budget, budgetKey, budgetsFor, guardOf } from "../../tests/performance/k6/catalogue/budgets.ts";
import { figuresOnDemand } from "../../tests/performance/k6/catalogue/on-demand.ts";
import { selectorKey } from "../../tests/performance/k6/catalogue/tags.ts";

type Name = keyof typeof figuresOnDemand;
const script = fileURLToPath(new URL("on-demand.check.ts", import.meta.url));

/** Two answers of a page with an N+1: 20 rows more are 20 statements more. */
const answers = [5, 25].map(
  (rows) =>
    `total;dur=100, cpu;dur=50, db;dur=20;desc="queries=${rows + 5} duplicates=${rows} rows=${2 * rows} largest=${rows}", template;dur=10, cache;dur=5;desc="hits=9 misses=1"`,
);

/** What these answers amount to, by figure: the limits lie on either side of it. */
const measured: Readonly<Record<Name, number>> = {
  server_ms_p95: 100,
  db_ms_p95: 20,
  template_ms_p95: 10,
  cache_ms_p95: 5,
  cpu_ms_p95: 50,
  db_queries_max: 30,
  db_queries_avg: 20,
  duplicate_queries_max: 25,
  queries_per_row: 1,
  queries_per_row_p95: 1,
  cache_hits: 0.9,
  cache_misses_avg: 1,
};
const names = Object.keys(measured) as Name[];
/** The card declares hits of its own, over all pages; and the median of a whole scenario there is not. */
const ofScenario = (name: Name): boolean => name !== "queries_per_row" && name !== "cache_hits";
const ids = names.flatMap((name) => [
  { name, id: `executive_analytics_trends_${name}` },
  ...(ofScenario(name) ? [{ name, id: `executive_analytics_${name}` }] : []),
]);

/** `isWide`: every limit holds; else none does. */
function limits(isWide: boolean): Record<string, number> {
  const factor = (name: Name): number => ((figuresOnDemand[name].operator === "<") === isWide ? 1.01 : 0.99);
  return Object.fromEntries(ids.map(({ name, id }) => [id, measured[name] * factor(name)]));
}

function budgetsOf(overrides: Record<string, number>): Budget[] {
  const choice = { cards: ["executive_analytics"], profile: "baseline", isIncluded: () => true } as const;
  return budgetsFor({ ...choice, overrides }).filter(({ id }) => id in overrides);
}

/** By key and expression, whether it held; and k6's exit code. */
function judgedByK6(headers: readonly string[], overrides: Record<string, number>, outcome = "right") {
  const env = {
    ...k6Environment(process.env),
    OBCMS_BUDGETS: JSON.stringify(overrides),
    HEADERS: JSON.stringify(headers),
    OUTCOME: outcome,
  };
  const args = ["run", "--quiet", "--include-system-env-vars", script];
  const { stdout, stderr, status } = spawnSync(process.env.K6_BIN ?? "k6", args, { env, encoding: "utf8" });
  assert.match(stdout, /^\{/, stderr);
  return { held: JSON.parse(stdout) as Record<string, boolean>, status };
}

const limitOf = (budget: Budget): string =>
  `${budgetKey(budget)} ${budget.statistic}${budget.operator}${budget.limit}`;

/** Of a guard that several budgets share the highest minimum counts. */
function isGuarded(budget: Budget, held: Record<string, boolean>): boolean {
  const { metric, where } = guardOf(budget);
  const found = Object.entries(held).filter(([key]) =>
    key.startsWith(`${selectorKey(metric, where)} count>=`),
  );
  assert.equal(found.length, 1, budget.id);
  return found[0]?.[1] === true;
}

test("limits above what was measured hold, each on enough samples", () => {
  const budgets = budgetsOf(limits(true));
  const { held, status } = judgedByK6(answers, limits(true));
  assert.equal(budgets.length, ids.length);
  for (const budget of budgets) {
    assert.equal(held[limitOf(budget)], true, budget.id);
    assert.equal(isGuarded(budget, held), true, budget.id);
  }
  assert.equal(status, 0);
});

test("limits below it are broken, every single one", () => {
  const { held, status } = judgedByK6(answers, limits(false));
  for (const budget of budgetsOf(limits(false))) assert.equal(held[limitOf(budget)], false, budget.id);
  assert.equal(status, 99);
});

test("a target that says nothing breaks every guard, so that plain k6 does not pass either", () => {
  const { held, status } = judgedByK6([], limits(true));
  for (const budget of budgetsOf(limits(true))) assert.equal(isGuarded(budget, held), false, budget.id);
  assert.equal(status, 99);
});

test("a target that tells neither rows nor processor breaks the guards of these, and of no other", () => {
  const silent = answers.map((header) =>
    header.replace(/ rows=\d+ largest=\d+/, "").replace(/cpu;dur=50, /, ""),
  );
  const { held } = judgedByK6(silent, limits(true));
  const unguarded = budgetsOf(limits(true)).filter((budget) => !isGuarded(budget, held));
  assert.deepEqual(
    new Set(unguarded.map(({ metric }) => metric)),
    new Set(["obcms_cpu_ms", "obcms_queries_per_row"]),
  );
});

test("answers with as many rows each say nothing of growth", () => {
  const { held } = judgedByK6(answers.slice(0, 1), limits(true));
  const ofRows = budgetsOf(limits(true)).filter(({ metric }) => metric === "obcms_queries_per_row");
  assert.ok(ofRows.length > 1);
  for (const budget of ofRows) assert.equal(isGuarded(budget, held), false, budget.id);
});

test("answers that are wrong are timed, and compared with none: a refusal is no shorter list", () => {
  const { held } = judgedByK6(answers, limits(true), "wrong");
  const unguarded = budgetsOf(limits(true)).filter((budget) => !isGuarded(budget, held));
  assert.deepEqual(new Set(unguarded.map(({ metric }) => metric)), new Set(["obcms_queries_per_row"]));
});
