import assert from "node:assert/strict";
import { test } from "node:test";
import type { Side } from "../../src/compare/side.ts";
import { curveOf } from "../../src/trend/curve.ts";
import { type TrendRun, trendOf } from "../../src/trend/trend.ts";
import { fingerprint, P95, side } from "../compare/sides.ts";

const day = (n: number): string => new Date(Date.UTC(2026, 10, n, 2, 17)).toISOString();

function run(on: number, ms: number, change: Partial<Side> = {}, limit = 500): TrendRun {
  return {
    side: side(`run-${on}`, ms, { startedAt: day(on), ...change }),
    why: null,
    requests: 1_000,
    failed: 0,
    budgets: [
      { id: "b", card: "api_crud", unit: "ms", limit, operator: "<", state: "met", severity: "gate" },
    ],
  };
}

function drawn(runs: readonly TrendRun[]): (number | null)[] {
  const [group] = trendOf(runs);
  const line = group?.lines.find(({ id }) => id === P95);
  assert.ok(group !== undefined && line !== undefined);
  return [...curveOf(group, line).values];
}

test("runs lie in time, whatever order they come in", () =>
  assert.deepEqual(drawn([run(3, 30), run(1, 10), run(2, 20)]), [10, 20, 30]));

const gaps: readonly (readonly [string, TrendRun, (number | null)[]])[] = [
  ["an INVALID run is a gap", run(2, 20, { verdict: "INVALID" }), [10, null, 30]],
  ["a run that ended early is a gap", run(2, 20, { ended: "interrupted" }), [10, null, 30]],
  ["a run that failed is a point", run(2, 20, { verdict: "FAIL" }), [10, 20, 30]],
  ["another build breaks nothing", run(2, 20, { build: "2" }), [10, 20, 30]],
];
for (const [name, middle, values] of gaps)
  test(name, () => assert.deepEqual(drawn([run(1, 10), middle, run(3, 30)]), values));

test("lines break where something else than the target changed, on both sides of it", () => {
  const changed = { fingerprint: { ...fingerprint, dataset: "other" } };
  assert.deepEqual(drawn([run(1, 10), run(2, 20, changed), run(3, 30)]), [10, null, 20, null, 30]);
});

test("an INVALID run that does not know what it ran on breaks no line beside its own gap", () => {
  const blind = { verdict: "INVALID", fingerprint: { ...fingerprint, dataset: null } } as const;
  const runs = [run(1, 10), run(2, 20, blind), run(3, 30)];
  assert.deepEqual(drawn(runs), [10, null, 30]);
  const [group] = trendOf(runs);
  assert.deepEqual(
    group?.runs.map(({ isBreak, changes }) => [isBreak, changes]),
    [
      [false, []],
      [false, []],
      [false, []],
    ],
  );
});

test("nights that are missing break the line, and a weekend does not", () => {
  assert.deepEqual(drawn([run(1, 1), run(2, 2), run(3, 3), run(5, 5)]), [1, 2, 3, 5]);
  assert.deepEqual(drawn([run(1, 1), run(2, 2), run(3, 3), run(9, 9)]), [1, 2, 3, null, 9]);
});

test("a day between runs that were made within an hour is no missing night", () => {
  const at = (hour: number): Partial<Side> => ({
    startedAt: new Date(Date.UTC(2026, 10, 1, hour)).toISOString(),
  });
  assert.deepEqual(
    drawn([run(1, 1, at(2)), run(2, 2, at(3)), run(3, 3, at(4)), run(4, 4, at(40))]),
    [1, 2, 3, 4],
  );
});

test("what is new is told at the run that has it: build, target, limit, and what breaks the lines", () => {
  const target = { build: "2", target: ["obcms 1.1.0 def"] };
  const dataset = { ...target, fingerprint: { ...fingerprint, dataset: "other" } };
  const [group] = trendOf([run(1, 1), run(2, 2, target), run(3, 3, target, 400), run(4, 4, dataset, 400)]);
  assert.deepEqual(
    group?.runs.map(({ changes }) => changes),
    [
      [],
      ["build 1 → 2", "target obcms 1.0.0 abc → obcms 1.1.0 def"],
      ["limit of b 500 → 400"],
      ["dataset: da7a00000000cccc → other"],
    ],
  );
  assert.deepEqual(
    group?.runs.map(({ isBreak }) => isBreak),
    [false, false, false, true],
  );
});

test("other environments, profiles and scenarios are groups of their own, the newest first", () => {
  const groups = trendOf([
    run(1, 1),
    run(2, 2, { environment: "local" }),
    run(3, 3, { profile: "soak" }),
    run(4, 4),
  ]);
  assert.deepEqual(
    groups.map(({ environment, profile, runs }) => [environment, profile, runs.length]),
    [
      ["staging", "baseline", 2],
      ["staging", "soak", 1],
      ["local", "baseline", 1],
    ],
  );
});

test("a limit is drawn as it was at each run", () => {
  const withFigure = (one: TrendRun, value: number): TrendRun => ({
    ...one,
    side: {
      ...one.side,
      figures: [...one.side.figures, { id: "budget b", unit: "ms", worse: "higher", value, samples: 100 }],
    },
  });
  const [group] = trendOf([withFigure(run(1, 1), 90), withFigure(run(2, 2, {}, 400), 95)]);
  const line = group?.lines.find(({ id }) => id === "budget b");
  assert.deepEqual(
    [line?.values, line?.limits],
    [
      [90, 95],
      [500, 400],
    ],
  );
});
