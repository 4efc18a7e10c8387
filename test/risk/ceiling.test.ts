import assert from "node:assert/strict";
import { test } from "node:test";
import { isTooNarrow, isTooWide, isWithin, type Limited, widestCeiling } from "../../src/risk/ceiling.ts";

const limited = (operator: Limited["operator"], limit: number, unit: Limited["unit"]): Limited => ({
  operator,
  limit,
  unit,
});

const widest: readonly (readonly [Limited, number])[] = [
  [limited("<", 500, "ms"), 1000],
  [limited("<", 0.01, "rate"), 0.02],
  [limited("<", 0.9, "rate"), 0.95],
  [limited(">", 0.99, "rate"), 0.98],
  [limited(">", 0.9, "rate"), 0.8],
  [limited(">", 0.5, "rate"), 0.25],
  [limited(">", 40, "count"), 20],
  [limited("==", 0, "count"), 10],
  [limited("==", 0, "rate"), 0],
  [limited("==", 4, "count"), 8],
];

for (const [budget, ceiling] of widest)
  test(`${budget.operator} ${budget.limit} ${budget.unit} goes to ${ceiling}, and no further`, () => {
    assert.equal(widestCeiling(budget), ceiling);
    assert.ok(!isTooWide(ceiling, budget));
    assert.ok(isTooWide(budget.operator === ">" ? ceiling - 0.001 : ceiling + 0.001, budget));
  });

test("a ceiling that allows what the limit allows is too narrow", () => {
  assert.deepEqual(
    [499, 500, 501].map((ceiling) => isTooNarrow(ceiling, limited("<", 500, "ms"))),
    [true, false, false],
  );
  assert.deepEqual(
    [0.991, 0.99, 0.985].map((ceiling) => isTooNarrow(ceiling, limited(">", 0.99, "rate"))),
    [true, false, false],
  );
  assert.deepEqual(
    [0, 1].map((ceiling) => isTooNarrow(ceiling, limited("==", 0, "count"))),
    [true, false],
  );
});

test("within is as far as the ceiling, in the direction of the operator; no figure is within nothing", () => {
  const within = (budget: Limited, ceiling: number, measured: number | null): boolean =>
    isWithin({ ...budget, measured, interval: null }, ceiling);
  const cases = [
    [within(limited("<", 500, "ms"), 600, 600), true],
    [within(limited("<", 500, "ms"), 600, 600.1), false],
    [within(limited(">", 0.99, "rate"), 0.98, 0.98), true],
    [within(limited(">", 0.99, "rate"), 0.98, 0.979), false],
    [within(limited("==", 0, "count"), 3, 3), true],
    [within(limited("==", 0, "count"), 3, 4), false],
    [within(limited("==", 4, "count"), 6, 2), true],
    [within(limited("==", 4, "count"), 6, 1), false],
    [within(limited("<", 500, "ms"), 600, null), false],
  ] as const;
  for (const [is, should] of cases) assert.equal(is, should);
});
