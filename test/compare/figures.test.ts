import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNoBaseline } from "../../src/compare/baseline.ts";
import { figuresOf } from "../../src/compare/figures.ts";
import { type Side, sideOf, sideSchema } from "../../src/compare/side.ts";
import type { BudgetResult } from "../../src/result/result.ts";
import { judge } from "../../src/verdict/judge.ts";
import { READ } from "../gate/inputs.ts";
import { healthy, withBudget } from "../verdict/results.ts";
import { side } from "./sides.ts";

const idsOf = (change: Partial<BudgetResult>): string[] =>
  figuresOf({ budgets: withBudget(READ, change).budgets, endpoints: [] }).map(({ id }) => id);

const left: readonly (readonly [string, Partial<BudgetResult>])[] = [
  ["nothing measured", { measured: null }],
  ["too few samples", { samples: 58 }],
  ["requests that were never sent", { interval: { lower: 10, upper: null } }],
];
for (const [name, change] of left)
  test(`a budget with ${name} is not compared`, () => assert.ok(!idsOf(change).includes(`budget ${READ}`)));

test("of a share that has to be high, less is worse", () => {
  const figures = figuresOf(healthy());
  assert.equal(figures.find(({ id }) => id === "budget api_crud_checks")?.worse, "lower");
  assert.equal(figures.find(({ id }) => id === `budget ${READ}`)?.worse, "higher");
});

test("an endpoint is compared by what it has enough samples of", () => {
  const { endpoints } = healthy();
  const [row] = endpoints;
  assert.ok(row !== undefined);
  const { name } = row;
  const none = { expected: 0, wrong_body: 0, signed_out: 0, throttled: 0, no_answer: 0, unexpected: 0 };
  const figuresWith = (expected: number): string[] =>
    figuresOf({
      budgets: [],
      endpoints: [
        {
          ...row,
          requests: expected,
          outcomes: { ...none, expected },
          duration: { p50: 20, p90: 30, p95: 40, p99: 50, max: 60 },
          split: undefined,
        },
      ],
    }).map(({ id }) => id.replace(`endpoint ${name} `, ""));
  assert.deepEqual(figuresWith(9), []);
  assert.deepEqual(figuresWith(58), ["p50"]);
  assert.deepEqual(figuresWith(59), ["p50", "p95", "failed"]);
});

test("a side survives its file", () => {
  const result = healthy();
  const one = sideOf(result, judge(result));
  assert.deepEqual(sideSchema.parse(JSON.parse(JSON.stringify(one))), one);
});

const record = {
  schema: "obcms-perf/gate/1" as const,
  runId: "a",
  decidedAt: "2026-11-26T10:00:00.000Z",
  decision: "pass" as const,
  accepted: [READ],
  acceptances: [],
};
const refused: readonly (readonly [string, Partial<Side>, RegExp, typeof record?])[] = [
  ["INVALID", { verdict: "INVALID" }, /proves nothing/],
  ["INCONCLUSIVE", { verdict: "INCONCLUSIVE" }, /too little was measured/],
  ["FAIL", { verdict: "FAIL" }, /a broken budget would become/],
  [
    "accepted by a risk acceptance",
    { verdict: "FAIL" },
    /a risk acceptance covers api_crud_read_p95/,
    record,
  ],
  ["accepted, though it passes by now", {}, /a risk acceptance covers/, record],
  ["stopped", { ended: "interrupted" }, /ended early/],
  ["without a fingerprint", { fingerprint: null }, /no fingerprint/],
  ["without figures", { figures: [] }, /no figure/],
];
for (const [name, change, sentence, gate] of refused)
  test(`a run that is ${name} becomes no baseline`, () =>
    assert.match(whyNoBaseline(side("a", 100, change), gate) ?? "", sentence));

test("a run that passes may be one, also after a gate that accepted nothing", () => {
  assert.equal(whyNoBaseline(side("a", 100), undefined), undefined);
  assert.equal(whyNoBaseline(side("a", 100), { ...record, accepted: [] }), undefined);
});
