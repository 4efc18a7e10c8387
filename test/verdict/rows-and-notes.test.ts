import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../../src/result/result.ts";
import { judge } from "../../src/verdict/judge.ts";
import { healthy, lagOf, withBudget, withScenario } from "./results.ts";

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

const intervals = [
  { title: "met: by its upper bound", lower: 100, upper: 400, margin: 0.2 },
  { title: "undecided: by its upper bound", lower: 100, upper: 750, margin: -0.5 },
  { title: "broken: by its lower bound", lower: 600, upper: 900, margin: -0.2 },
  { title: "unbounded: none", lower: 100, upper: null, margin: null },
] as const;
for (const { title, lower, upper, margin } of intervals) {
  test(`the margin of an interval that is ${title}`, () => {
    const { budgets } = judge(
      withBudget("api_crud_read_p95", { measured: 300, samples: 100, interval: { lower, upper } }),
    );
    const row = budgets.find(({ id }) => id === "api_crud_read_p95");
    if (margin === null) assert.equal(row?.margin, null);
    else assert.ok(Math.abs((row?.margin ?? Number.NaN) - margin) < 1e-12, `${row?.margin}`);
  });
}

const notes = [
  { title: "a closed model is said to be one", result: healthy(), says: [/shared-iterations.*closed model/] },
  { title: "an open model needs no such note", result: withScenario({ model: "open" }), says: [] },
  { title: "a scenario that never ran needs none either", result: withScenario({ started: 0 }), says: [] },
  {
    title: "a warm-up is said to have been, and none is not",
    result: {
      ...withScenario({ model: "open" }),
      settings: { warmCache: { value: true, origin: "flag" } },
    },
    says: [/warmed up: 6 visitors/],
  },
  {
    title: "a warm-up that was switched off is none",
    result: {
      ...withScenario({ model: "open" }),
      settings: { warmCache: { value: false, origin: "default" } },
    },
    says: [],
  },
  ...[
    {
      accounts: ["lock_1", "lock_2"],
      says: [/wrong passwords in 2 of its 60 rounds: 2 throw-away accounts/],
    },
    { accounts: Array.from({ length: 60 }, (_, index) => `lock_${index}`), says: [] },
    { accounts: [], says: [] },
  ].map(({ accounts, says }) => ({
    title: `${accounts.length} throw-away accounts for 60 rounds`,
    result: {
      ...withScenario({ model: "open", card: "auth_sessions", completed: 60 }),
      settings: { "personas.throw_away.usernames": { value: accounts, origin: "file" } },
      endpoints: healthy()
        .endpoints.slice(0, 1)
        .map((row) => ({ ...row, card: "auth_sessions", name: "login_locked", requests: 2 })),
    },
    says,
  })),
  ...[
    {
      title: "another program takes half of the machine",
      web: 0.3,
      kind: "external",
      says: [/^Something else .*: 50 % of its/],
    },
    { title: "the target takes what there is", web: 0.75, kind: "external", says: [] },
    { title: "the target's processes are not watched", web: undefined, kind: "external", says: [] },
    { title: "the embedded target is at work beside others", web: 0.3, kind: "stand-in", says: [] },
  ].map(({ title, web, kind, says }) => ({
    title,
    result: {
      ...withScenario({ model: "open" }),
      target: { ...healthy().target, kind: kind as "external" | "stand-in" },
      probes: {
        probes: [],
        curves: [],
        reports: {
          host: {
            processes: [
              used("machine", 0.9),
              used("k6", 0.1),
              ...(web === undefined ? [] : [used("web", web)]),
            ],
          },
        },
      },
    },
    says,
  })),
  {
    title: "a generator that nobody could watch is said to be one",
    result: {
      ...withScenario({ model: "open" }),
      generator: { ...healthy().generator, cpuShare: null, lag: lagOf(null) },
    },
    says: [/could not be measured/],
  },
];

function used(name: string, cpuMean: number) {
  return { name, processes: 1, cpuMean, cpuPeak: 1, memoryPeakBytes: 1, missedLooks: 0 };
}

for (const { title, result, says } of notes) {
  test(`notes: ${title}`, () => {
    const { notes: told } = judge(result);
    assert.equal(told.length, says.length, told.join("\n"));
    for (const [index, text] of says.entries()) assert.match(told[index] ?? "", text);
  });
}

const silences = [
  {
    title: "a lost summary is told once, not for each budget that it leaves without a figure",
    change: { defects: ["the summary cannot be read"], thresholds: [] },
    reasons: ["artefacts_defective"],
  },
  {
    title: "an empty summary that is no defect leaves nothing unsaid",
    change: { thresholds: [] },
    reasons: ["no_samples", "not_measured"],
  },
] as const;
for (const { title, change, reasons: names } of silences) {
  test(title, () => {
    const result = healthy();
    const budgets = result.budgets.map((budget) => ({ ...budget, measured: null, samples: 0 }));
    const verdict = judge({ ...result, ...change, budgets } as unknown as Result);
    assert.deepEqual([...new Set(verdict.reasons.map(({ name }) => name))], [...names]);
  });
}

test("budgets of a scenario that never finished are not told one by one", () => {
  const result = withScenario({ started: 2, completed: 0, interrupted: 2 });
  const budgets = result.budgets.map((budget) => ({ ...budget, measured: null, samples: 0 }));
  assert.deepEqual(
    judge({ ...result, budgets }).reasons.map(({ name }) => name),
    ["nothing_finished"],
  );
});
