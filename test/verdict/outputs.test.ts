// What a store that lacks samples does: it is noted, changes no verdict, and the exit code of a PASS where it is required.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutputResult } from "../../src/result/outputs.ts";
import type { Result } from "../../src/result/result.ts";
import { exitCodeOf } from "../../src/verdict/exit.ts";
import { judge } from "../../src/verdict/judge.ts";
import { healthy, withBudget, withRun } from "./results.ts";

const base = {
  url: "http://127.0.0.1:9090/api/v1/write",
  told: 303,
  stored: null,
  why: "for a reason",
  errors: [],
} satisfies Partial<OutputResult>;
const written = (
  result: Result,
  output: Pick<OutputResult, "store" | "state">,
  required: boolean,
): Result => ({
  ...result,
  outputs: [{ ...base, ...output }],
  settings: { "outputs.required": { value: required, origin: "flag" } },
});

const cases = [
  { store: "prometheus", state: "complete", noted: null, exit: 0 },
  {
    store: "prometheus",
    state: "incomplete",
    noted: /^Prometheus at http\S+ does not hold the whole run/,
    exit: 94,
  },
  { store: "influxdb", state: "refused", noted: /^InfluxDB at \S+ refused the run: for a reason/, exit: 94 },
  { store: "influxdb", state: "unknown", noted: /^InfluxDB at \S+ may not hold the run/, exit: 94 },
  {
    store: "otel",
    state: "incomplete",
    noted: /^OpenTelemetry at \S+ does not hold the whole run/,
    exit: 94,
  },
  // It has no interface for questions: that no write failed is all that anybody can know.
  { store: "otel", state: "unknown", noted: null, exit: 0 },
] as const;
for (const { store, state, noted, exit } of cases) {
  test(`${store} ${state}: the verdict stays, ${noted === null ? "nothing is noted" : "a note says so"}; required, a PASS exits ${exit}`, () => {
    for (const required of [false, true]) {
      const result = written(healthy(), { store, state }, required);
      const verdict = judge(result);
      assert.equal(verdict.state, "PASS");
      assert.equal(exitCodeOf(result, verdict), required ? exit : 0);
      const notes = verdict.notes.filter((note) => note.includes("for a reason"));
      assert.equal(notes.length, noted === null ? 0 : 1);
      if (noted !== null) assert.match(notes[0] ?? "", noted);
    }
  });
}

const heavier = [
  { title: "a broken budget", result: withBudget("api_crud_read_p95", { measured: 900 }, true), exit: 99 },
  { title: "an interruption", result: withRun({ state: "interrupted" }), exit: 105 },
] as const;
for (const { title, result, exit } of heavier) {
  test(`${title} is not hidden by a store that lacks samples`, () => {
    const lacking = written(result, { store: "prometheus", state: "refused" }, true);
    assert.equal(exitCodeOf(lacking, judge(lacking)), exit);
  });
}
