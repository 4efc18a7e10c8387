// What every dashboard must be, without a store: numbers that links can name, descriptions, and no query of the kinds that were
// measured to be wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { askedGates } from "../../observability/dashboards/budgets.ts";
import { dashboardFiles, dashboardsFor, stores } from "../../observability/dashboards/dashboards.ts";
import { refId } from "../../observability/dashboards/draw.ts";
import { builtInMetrics } from "../../observability/dashboards/question.ts";
import { budgetRules } from "../../observability/prometheus/budget-alerts.ts";
import { customMetricNames } from "../../tests/performance/k6/catalogue/metrics.ts";

type Target = { readonly refId: string; readonly expr?: string; readonly query?: string };
type GrafanaPanel = {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly targets?: readonly Target[];
  readonly datasource?: { readonly uid: string };
  readonly fieldConfig?: {
    readonly defaults: { readonly unit: string; readonly thresholds: Thresholds };
    readonly overrides: readonly {
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
};
type Thresholds = { readonly steps: readonly { readonly value: number | null }[] };

const files = [...dashboardFiles()].map(([path, text]) => ({
  path,
  board: JSON.parse(text) as { readonly uid: string; readonly panels: readonly GrafanaPanel[] },
}));
const known = new Set<string>([...customMetricNames, ...Object.keys(builtInMetrics)]);

test("there are three dashboards for each store, each with a name of its own", () => {
  assert.equal(files.length, 3 * stores.length);
  assert.equal(new Set(files.map(({ board }) => board.uid)).size, files.length);
});

for (const { path, board } of files) {
  const panels = board.panels.filter(({ type }) => type !== "row");

  test(`${path}: every panel has a number of its own, queries with letters, and says what it means and how exact it is`, () => {
    const ids = board.panels.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, title, description = "", targets = [], datasource } of panels) {
      assert.ok(Number.isInteger(id) && id > 0 && id < 2 ** 31, title);
      assert.match(description, /\S[\s\S]*\n\nResolution: \S/, title);
      assert.deepEqual(
        targets.map((target) => target.refId),
        targets.map((_, index) => refId(index)),
        title,
      );
      assert.ok(targets.length > 0, title);
      assert.match(datasource?.uid ?? "", /^(prometheus|influxdb)$/, title);
    }
  });

  test(`${path}: no query is of a kind that is wrong, and each asks for one run and for what k6 emits`, () => {
    for (const { title, targets = [] } of panels)
      for (const { expr, query } of targets) {
        assert.deepEqual(faultsOf(expr ?? query ?? ""), [], title);
      }
  });
}

const wrong = {
  "avg(k6_http_req_failed_rate)": ["an average"],
  'avg by (name) (k6_http_req_duration_p95{testid="$testid"})': ["an average", "a percentile of k6's own"],
  'rate(k6_checks_rate{testid="$testid"}[1m])': ["a rate of a rate"],
  'sum(increase(k6_http_reqs_total{testid="$testid"}[1m]))': ["an increase"],
  'sum(k6_made_up_total{testid="$testid"})': ["k6 emits no made_up"],
  "sum(last_over_time(k6_http_reqs_total[1h]))": ["not of one run"],
  'SELECT mean("value") FROM "nothing" WHERE "testid" = \'$testid\'': ["k6 emits no nothing"],
} as const;
for (const [query, faults] of Object.entries(wrong))
  test(`a query like ${query} is found to be wrong`, () => {
    for (const fault of faults) assert.ok(faultsOf(query).includes(fault), `${faultsOf(query)}`);
  });

function faultsOf(query: string): string[] {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/\bavg(_over_time)?\b/, "an average"],
    [/_(p\d+|avg|med|max)\{?/, "a percentile of k6's own"],
    [/rate\([^)]*(_rate\b|rate\()/, "a rate of a rate"],
    [/\bincrease\(/, "an increase"],
    [/^(?![\s\S]*(testid="\$testid"|"testid" = '\$testid'))/, "not of one run"],
  ];
  const names = [
    ...[...query.matchAll(/\bk6_(\w+?)(_total|_seconds|_rate)?(?=[{[)\s])/g)].map((match) =>
      String(match[1]),
    ),
    ...[...query.matchAll(/FROM "(\w+)"/g)].map((match) => String(match[1])),
  ];
  return [
    ...rules.filter(([pattern]) => pattern.test(query)).map(([, fault]) => fault),
    ...names.filter((name) => !known.has(name)).map((name) => `k6 emits no ${name}`),
  ];
}

test("every gate that a store can be asked for stands in its overview, with its own limit", () => {
  for (const store of stores) {
    const asked = dashboardsFor(store)
      .flatMap(({ rows }) => rows)
      .flatMap(({ panels }) => panels)
      .flatMap(({ asked: all }) => all);
    for (const { gates } of askedGates())
      for (const { budget, question } of gates.filter((gate) => store.canTell(gate.question)))
        assert.ok(
          asked.some(({ label }) => label === `${budget.id} ${budget.operator} ${budget.limit}`),
          `${store.name} lacks ${budget.id}: ${JSON.stringify(question)}`,
        );
  }
});

test("the line of 500 ms is 0.5 in Prometheus, which has seconds, and 500 in InfluxDB", () => {
  const lines = ["prometheus", "influxdb"].map((name) => {
    const found = files.find(({ path }) => path.endsWith(`obcms-scenarios-${name}.json`));
    const panel = found?.board.panels.find(({ title }) => title.startsWith("api_crud_read_p95 "));
    return [panel?.fieldConfig?.defaults.unit, panel?.fieldConfig?.defaults.thresholds.steps.at(-1)?.value];
  });
  assert.deepEqual(lines, [
    ["s", 0.5],
    ["ms", 500],
  ]);
});

test("each budget alert names its budget once", () => {
  const named = budgetRules().map(({ labels }) => labels.budget);
  assert.ok(named.length > 50);
  assert.equal(new Set(named).size, named.length);
});
