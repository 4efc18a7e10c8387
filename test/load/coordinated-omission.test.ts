// One target that freezes for two seconds, three ways to load it. Only an arrival rate with users enough shows the freeze
// in its percentiles; the starved one must not be believed, and the closed one says how its figures are to be read.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../../src/result/result.ts";
import { apiClientOnly } from "../healthy/cases.ts";
import { runTool } from "../worthless/situation.ts";

const FREEZE_MS = 2000;
const freezing = { later: { afterMs: 4500, freezeMs: FREEZE_MS } } as const;
const open = ["--profile", "soak", "--duration", "11s", "--rate", "8", "--think-time", "0"] as const;

test("a closed model hides the freeze in a handful of slow requests, and its note says so", async () => {
  const flags = ["--profile", "baseline", "--duration", "9s", "--vus", "4", "--think-time", "0"];
  const { verdict, result } = await runTool({ title: "closed", ...freezing, flags });
  assert.ok(slowest(result) >= 0.9 * FREEZE_MS, "the freeze was not there");
  // On a slow machine eight seconds may be too few; whatever was measured holds.
  const wrong = verdict.reasons.filter(({ name }) => name !== "too_few_samples");
  assert.deepEqual(wrong, []);
  assert.match(verdict.notes.join(), /closed model.*not at a rate/);
});

test("an arrival rate with users enough shows it: what arrived meanwhile has waited", async () => {
  // The API client alone: a whole round of all personas at this rate would keep the target busy without any freeze.
  const flags = [...open, "--vus", "30"];
  const { verdict, result } = await runTool({ title: "open", ...freezing, settings: apiClientOnly, flags });
  // On a machine so slow that even these users are too few, the same figures come without an upper bound.
  const wanted = result.totals.droppedIterations === 0 ? "FAIL" : "INVALID";
  assert.equal(verdict.state, wanted, JSON.stringify(verdict.reasons));
  assert.ok(p95Of(result, "api_crud_health_p95") > 500, "it opens each iteration, so it meets the freeze");
  assert.deepEqual(verdict.notes, []);
});

test("an arrival rate that is starved meanwhile has the best percentiles of all, and no upper bound", async () => {
  const { verdict, result } = await runTool({
    title: "starved",
    ...freezing,
    flags: [...open, "--vus", "4"],
  });
  assert.ok(result.totals.droppedIterations > 0);
  const measured = p95Of(result, "api_crud_jwt_refresh_p95");
  assert.ok(measured < 700, `k6 alone sees ${measured} ms, and a threshold that holds`);
  assert.equal(verdict.state, "INVALID");
  assert.ok(
    verdict.reasons.some(({ name }) => name === "no_upper_bound"),
    JSON.stringify(verdict.reasons),
  );
});

function slowest({ endpoints }: Result): number {
  return Math.max(...endpoints.map(({ duration }) => duration.max ?? 0));
}

function p95Of({ budgets }: Result, id: string): number {
  return budgets.find((budget) => budget.id === id)?.measured ?? Number.NaN;
}
