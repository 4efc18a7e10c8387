import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseK6Summary } from "../../src/result/k6-summary.ts";

const read = (name: string): string =>
  readFileSync(new URL(`../fixtures/k6/${name}`, import.meta.url), "utf8");
const summary = parseK6Summary(read("summary-export.json"));

test("a threshold's `false` is read as passed: both of k6's own formats of one run agree", () => {
  const { metrics } = JSON.parse(read("handle-summary.json")) as {
    metrics: Record<string, { thresholds?: Record<string, { ok: boolean }> }>;
  };
  const theirs = Object.entries(metrics).flatMap(([key, { thresholds = {} }]) =>
    Object.entries(thresholds).map(([expression, { ok }]) => `${key} ${expression} ${ok}`),
  );
  const ours = summary.thresholds.map(({ key, expression, passed }) => `${key} ${expression} ${passed}`);
  assert.deepEqual(ours.sort(), theirs.sort());
  assert.deepEqual(new Set(summary.thresholds.map(({ passed }) => passed)), new Set([true, false]));
});

test("samples of a trend, a rate, a counter and a gauge", () => {
  assert.equal(summary.samples("http_req_duration"), 13);
  assert.equal(summary.samples("checks"), 23);
  assert.equal(summary.samples("iterations"), 13);
  assert.equal(summary.samples("no_such_metric"), null);
});

test("figures: a percentile, a rate's share, a count; nothing where there is none", () => {
  assert.equal(summary.figure("http_req_duration", "p(95)"), 6.3565242);
  assert.equal(summary.figure("checks", "rate"), 0.5652173913043478);
  assert.equal(summary.figure("iterations", "count"), 13);
  assert.equal(summary.figure("no_such_metric", "count"), undefined);
});

for (const text of ["", "{}", "null", '{"metrics": 1}', '{"metrics": {"x": {"thresholds": {"a": "no"}}}}']) {
  test(`${JSON.stringify(text)} is not taken for a summary`, () => {
    assert.throws(() => parseK6Summary(text));
  });
}
