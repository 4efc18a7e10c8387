import assert from "node:assert/strict";
import { test } from "node:test";
import { plannedIterations } from "../../src/run/planned-iterations.ts";
import { modelOf } from "../../tests/performance/k6/size.ts";

type Scenario = Parameters<typeof plannedIterations>[0];

const arrivals = { executor: "ramping-arrival-rate", preAllocatedVUs: 1 } as const;
const stages = [
  { target: 10, duration: "10s" },
  { target: 10, duration: "1m" },
  { target: 0, duration: "5s" },
];

const cases: readonly {
  title: string;
  scenario: Scenario;
  planned: number | null;
  model: "open" | "closed";
}[] = [
  {
    title: "a number that all share",
    scenario: { executor: "shared-iterations", vus: 3, iterations: 40 },
    planned: 40,
    model: "closed",
  },
  {
    title: "a number for each virtual user",
    scenario: { executor: "per-vu-iterations", vus: 3, iterations: 40 },
    planned: 120,
    model: "closed",
  },
  {
    title: "constant virtual users: only time is planned",
    scenario: { executor: "constant-vus", vus: 3, duration: "1m" },
    planned: null,
    model: "closed",
  },
  {
    title: "ramping virtual users: only time is planned",
    scenario: { executor: "ramping-vus", stages },
    planned: null,
    model: "closed",
  },
  {
    title: "a constant rate per second",
    scenario: { executor: "constant-arrival-rate", rate: 7, duration: "1m30s", preAllocatedVUs: 1 },
    planned: 630,
    model: "open",
  },
  {
    title: "a constant rate per minute",
    scenario: {
      executor: "constant-arrival-rate",
      rate: 90,
      timeUnit: "1m",
      duration: "40s",
      preAllocatedVUs: 1,
    },
    planned: 60,
    model: "open",
  },
  {
    title: "ramps are triangles: 50 + 600 + 25",
    scenario: { ...arrivals, stages },
    planned: 675,
    model: "open",
  },
  {
    title: "a start rate makes the first one a trapezium",
    scenario: { ...arrivals, startRate: 20, stages: stages.slice(0, 1) },
    planned: 150,
    model: "open",
  },
  {
    title: "the unit of time counts for all stages",
    scenario: { ...arrivals, timeUnit: "10s", stages },
    planned: 67,
    model: "open",
  },
  {
    title: "a stage of no length jumps",
    scenario: {
      ...arrivals,
      stages: [
        { target: 30, duration: "0s" },
        { target: 30, duration: "2s" },
      ],
    },
    planned: 60,
    model: "open",
  },
];
for (const { title, scenario, planned, model } of cases) {
  test(`${title}: ${planned ?? "no number"} is planned, ${model}`, () => {
    assert.equal(plannedIterations(scenario), planned);
    assert.equal(modelOf(scenario), model);
  });
}

test("a text that is no duration is an error, not a plan", () => {
  assert.throws(() => plannedIterations({ ...arrivals, stages: [{ target: 1, duration: "soon" }] }), /soon/);
});
