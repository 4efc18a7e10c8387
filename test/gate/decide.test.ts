import assert from "node:assert/strict";
import { test } from "node:test";
import type { Decision, GateInput } from "../../src/gate/decision.ts";
import type { OutputResult } from "../../src/result/outputs.ts";
import type { Result } from "../../src/result/result.ts";
import { acceptable } from "../../src/verdict/acceptable.ts";
import { type ReasonName, reasons } from "../../src/verdict/reasons.ts";
import { withEndpoint, withScenario, withThreshold } from "../verdict/results.ts";
import { acceptanceFile, ask, READ, resultWith, runOf, runWith, WRITE } from "./inputs.ts";

type Case = {
  readonly title: string;
  readonly given: Partial<GateInput>;
  readonly findings: readonly string[];
  readonly exit: Decision["exit"];
  readonly accepted?: readonly string[];
};

const slow = runWith({ [READ]: 600 });
const interrupted = resultWith({});
function withStore(state: OutputResult["state"], required: boolean): Result {
  const result = resultWith({});
  const url = "http://127.0.0.1:9090";
  return {
    ...result,
    settings: { ...result.settings, "outputs.required": { value: required, origin: "--require-outputs" } },
    outputs: [
      { store: "prometheus", url, state, told: 20, stored: 10, why: "it holds 10 of 20", errors: [] },
    ],
  };
}
const unreadable = { state: "unreadable", folder: "/runs/b", because: "verdict.json is missing" } as const;

const cases: readonly Case[] = [
  { title: "a run that passes, passes", given: { runs: [runWith({})] }, findings: [], exit: "pass" },
  {
    title: "a broken budget fails",
    given: { runs: [slow] },
    findings: ["budget_broken"],
    exit: "fail",
  },
  {
    title: "a broken budget that is accepted passes",
    given: { runs: [slow], acceptances: [acceptanceFile()] },
    findings: [],
    exit: "pass",
    accepted: [READ],
  },
  {
    title: "the ceiling itself is accepted",
    given: { runs: [runWith({ [READ]: 700 })], acceptances: [acceptanceFile()] },
    findings: [],
    exit: "pass",
    accepted: [READ],
  },
  {
    title: "a figure above the ceiling fails",
    given: { runs: [runWith({ [READ]: 700.001 })], acceptances: [acceptanceFile()] },
    findings: ["above_ceiling"],
    exit: "fail",
  },
  {
    title: "a second broken budget is not accepted with the first",
    given: { runs: [runWith({ [READ]: 600, [WRITE]: 900 })], acceptances: [acceptanceFile()] },
    findings: ["budget_broken"],
    exit: "fail",
    accepted: [READ],
  },
  {
    title: "each broken budget by its own acceptance",
    given: {
      runs: [runWith({ [READ]: 600, [WRITE]: 900 })],
      acceptances: [
        acceptanceFile(),
        acceptanceFile({ id: "RA-2", budget: WRITE, limit: 700, ceiling: 1000 }),
      ],
    },
    findings: [],
    exit: "pass",
    accepted: [WRITE, READ],
  },
  {
    title: "an acceptance on its last day counts",
    given: { runs: [slow], acceptances: [acceptanceFile()], now: new Date("2026-12-10T23:59:59Z") },
    findings: [],
    exit: "pass",
    accepted: [READ],
  },
  {
    title: "an acceptance that is over fails beside what it covered",
    given: { runs: [slow], acceptances: [acceptanceFile()], now: new Date("2026-12-11T00:00:00Z") },
    findings: ["budget_broken", "expired"],
    exit: "fail",
  },
  {
    title: "an acceptance of another environment covers nothing",
    given: { runs: [slow], acceptances: [acceptanceFile({ environment: "staging" })] },
    findings: ["budget_broken", "unused"],
    exit: "fail",
  },
  {
    title: "an acceptance that is not needed any more fails a run that passes",
    given: { runs: [runWith({})], acceptances: [acceptanceFile()] },
    findings: ["not_needed"],
    exit: "configuration",
  },
  {
    title: "an acceptance that one of two runs needs is needed",
    given: { runs: [runWith({}), runWith({ [READ]: 600 }, "run-b")], acceptances: [acceptanceFile()] },
    findings: [],
    exit: "pass",
    accepted: [READ],
  },
  {
    title: "an acceptance for another limit covers nothing",
    given: { runs: [slow], acceptances: [acceptanceFile({ limit: 450 })] },
    findings: ["budget_broken", "other_limit"],
    exit: "fail",
  },
  {
    title: "an acceptance of a budget that is only shown is unused",
    given: {
      runs: [runWith({})],
      acceptances: [acceptanceFile({ budget: "api_crud_trends_p95" })],
    },
    findings: ["unused"],
    exit: "configuration",
  },
  {
    title: "a file that cannot be read fails a run that passes",
    given: { runs: [runWith({})], acceptances: [acceptanceFile({ budget: undefined })] },
    findings: ["unreadable"],
    exit: "configuration",
  },
  {
    title: "what is wrong with a file fails where no load was needed, too",
    given: {
      jobs: { changes: "success", critical: "false", load: "skipped" },
      acceptances: [acceptanceFile({ approver: "@Jane" })],
    },
    findings: ["self_approved"],
    exit: "configuration",
  },
  {
    title: "where no load was needed, an acceptance that is over is a note",
    given: {
      jobs: { changes: "success", critical: "false", load: "skipped" },
      acceptances: [acceptanceFile()],
      now: new Date("2027-01-01"),
    },
    findings: [],
    exit: "pass",
  },
  {
    title: "an INVALID run fails, whatever is accepted, and its budgets are neither met nor broken",
    given: {
      runs: [runOf({ ...resultWith({ [READ]: 600 }), defects: ["samples and summary disagree"] })],
      acceptances: [acceptanceFile()],
    },
    findings: ["run_invalid"],
    exit: "invalid",
  },
  {
    title: "an INCONCLUSIVE run fails",
    given: { runs: [runOf({ ...interrupted, run: { ...interrupted.run, state: "interrupted" } })] },
    findings: ["run_inconclusive"],
    exit: "inconclusive",
  },
  {
    title: "an endpoint that fails is not accepted with a budget",
    given: {
      runs: [
        runOf({
          ...resultWith({ [READ]: 600 }),
          endpoints: withEndpoint({
            expected: 50,
            unexpected: 10,
            wrong_body: 0,
            signed_out: 0,
            throttled: 0,
            no_answer: 0,
          }).endpoints,
        }),
      ],
      acceptances: [acceptanceFile()],
    },
    findings: ["run_failed"],
    exit: "fail",
    accepted: [READ],
  },
  {
    title: "a threshold that is no budget cannot be accepted",
    given: {
      runs: [
        runOf(
          withThreshold({
            key: "http_req_waiting{card:api_crud}",
            expression: "max<1",
            role: "extra",
            passed: false,
            samples: 10,
          }),
        ),
      ],
    },
    findings: ["run_failed"],
    exit: "fail",
  },
  {
    title: "a store that has to hold the run and lacks samples fails a run that passes",
    given: { runs: [runOf(withStore("incomplete", true))] },
    findings: ["outputs_short"],
    exit: "outputs",
  },
  {
    title: "that store is why its load job failed",
    given: {
      jobs: { changes: "success", critical: "true", load: "failure" },
      runs: [runOf(withStore("refused", true))],
    },
    findings: ["outputs_short"],
    exit: "outputs",
  },
  {
    title: "a store that need not hold the run is a note",
    given: { runs: [runOf(withStore("incomplete", false))] },
    findings: [],
    exit: "pass",
  },
  {
    title: "a store that has to hold the run and does explains no load job that failed",
    given: {
      jobs: { changes: "success", critical: "true", load: "failure" },
      runs: [runOf(withStore("complete", true))],
    },
    findings: ["load_failed"],
    exit: "invalid",
  },
  {
    title: "of several runs each has to pass",
    given: { runs: [runWith({}), runWith({ [READ]: 600 }, "run-b")] },
    findings: ["budget_broken"],
    exit: "fail",
  },
  {
    title: "a run that cannot be read fails, and nobody knows what it would have used",
    given: { runs: [runWith({}), unreadable], acceptances: [acceptanceFile({ environment: "staging" })] },
    findings: ["run_unreadable"],
    exit: "invalid",
  },
  {
    title: "another build than the expected one proves nothing",
    given: { runs: [runWith({})], expected: { build: "1842" } },
    findings: ["other_build"],
    exit: "invalid",
  },
  {
    title: "another profile and another environment than the expected ones prove nothing",
    given: { runs: [runWith({})], expected: { profile: "baseline", environment: "staging", build: "none" } },
    findings: ["other_profile", "other_environment"],
    exit: "invalid",
  },
  {
    title: "a run that is missing is missed",
    given: { runs: [runWith({})], expected: { runs: 2 } },
    findings: ["runs_missing"],
    exit: "invalid",
  },
  {
    title: "a copy of a run does not stand for the missing one",
    given: { runs: [runWith({}), { ...runWith({}), folder: "/runs/copy" }], expected: { runs: 2 } },
    findings: ["runs_missing"],
    exit: "invalid",
  },
  {
    title: "what proves nothing decides the exit code before what is bad",
    given: { runs: [slow, unreadable] },
    findings: ["run_unreadable", "budget_broken"],
    exit: "invalid",
  },
];

for (const { title, given, findings, exit, accepted = [] } of cases)
  test(title, () => {
    const decision = ask(given);
    assert.deepEqual(
      decision.findings.map(({ name }) => name),
      findings,
      JSON.stringify(decision.findings, null, 1),
    );
    assert.equal(decision.exit, exit);
    assert.equal(decision.decision, exit === "pass" ? "pass" : "fail");
    assert.deepEqual(decision.accepted.map(({ budget }) => budget).sort(), [...accepted].sort());
  });

test("the worst breach comes first, whichever run it is in", () => {
  const runs = [runWith({ [READ]: 550 }), runWith({ [READ]: 2000, [WRITE]: 800 }, "run-b")];
  assert.deepEqual(
    ask({ runs }).findings.map(({ run, budget }) => [run, budget]),
    [
      ["run-b", READ],
      ["run-b", WRITE],
      ["run-a", READ],
    ],
  );
});

test("of dropped iterations the upper bound has to be within the ceiling", () => {
  const bounded = (upper: number | null) => {
    const result = resultWith({ [READ]: 600 });
    const budgets = result.budgets.map((row) =>
      row.id === READ ? { ...row, interval: { lower: 560, upper } } : row,
    );
    return ask({ runs: [runOf({ ...result, budgets })], acceptances: [acceptanceFile()] });
  };
  assert.equal(bounded(690).decision, "pass");
  assert.deepEqual(
    bounded(710).findings.map(({ name }) => name),
    ["above_ceiling"],
  );
  assert.deepEqual(
    bounded(null).findings.map(({ name }) => name),
    ["above_ceiling"],
  );
});

test("limits that the environment file replaced are named, whatever the decision", () => {
  const result = resultWith({ [READ]: 600 });
  const budgets = result.budgets.map((row) =>
    row.id === READ ? { ...row, limit: 5000, overrides: 500 } : row,
  );
  const thresholds = result.thresholds.map((row) => ({
    ...row,
    expression: row.expression.replace(
      "p(95)<500",
      row.key.includes("access:read") ? "p(95)<5000" : "p(95)<500",
    ),
    passed: true,
  }));
  const { decision, notes } = ask({ runs: [runOf({ ...result, budgets, thresholds })] });
  assert.equal(decision, "pass");
  assert.deepEqual(notes, [`run-a: limits of the environment file: ${READ} < 5,000 ms instead of < 500 ms`]);
});

test("a verdict that is no PASS and names no reason fails", () => {
  const run = runWith({});
  for (const state of ["FAIL", "INVALID", "INCONCLUSIVE"] as const)
    assert.equal(ask({ runs: [{ ...run, verdict: { ...run.verdict, state } }] }).decision, "fail", state);
});

for (const name of Object.keys(reasons) as ReasonName[])
  test(`${name} alone fails, with every budget accepted that could be`, () => {
    const run = runWith({ [READ]: 600 });
    const { state } = reasons[name];
    const reason = { name, state, sentence: "seen", advice: "act" };
    const told = { ...run, verdict: { ...run.verdict, state, reasons: [reason, ...run.verdict.reasons] } };
    const { decision } = ask({ runs: [told], acceptances: [acceptanceFile()] });
    assert.equal(decision, acceptable[name].acceptable ? "pass" : "fail");
  });

test("only broken budgets may be accepted", () => {
  const names = Object.entries(acceptable).filter(([, row]) => row.acceptable);
  assert.deepEqual(
    names.map(([name]) => name),
    ["budget_broken"],
  );
});

test("a scenario that dropped iterations is INVALID for the gate, too", () => {
  const { exit } = ask({ runs: [runOf(withScenario({ model: "open", dropped: 50 }))] });
  assert.equal(exit, "invalid");
});
