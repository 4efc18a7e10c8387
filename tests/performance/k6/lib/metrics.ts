// The suite's own metrics as k6 objects, and the frame that counts how each iteration ended.

import { sleep } from "k6";
import { Counter } from "k6/metrics";
import type { CustomMetric } from "../catalogue/metrics.ts";
import type { Outcome } from "../catalogue/tags.ts";

const counters = {
  obcms_answers: new Counter("obcms_answers"),
  obcms_checks: new Counter("obcms_checks"),
  obcms_iterations_started: new Counter("obcms_iterations_started"),
  obcms_iterations_completed: new Counter("obcms_iterations_completed"),
  obcms_iterations_failed: new Counter("obcms_iterations_failed"),
} satisfies Record<CustomMetric, Counter>;

/** A journey that cannot even sign in would otherwise start over at full speed, and flood the target and the log. */
const PAUSE_AFTER_ERROR_SECONDS = 0.5;

export function countAnswer(outcome: Outcome, tags: Readonly<Record<string, string>>): void {
  counters.obcms_answers.add(1, { ...tags, outcome });
}

/** `passes` and `fails` of one request's checks, as at most two samples. */
export function countChecks(passes: number, fails: number, tags: Readonly<Record<string, string>>): void {
  if (passes > 0) counters.obcms_checks.add(passes, { ...tags, result: "pass" });
  if (fails > 0) counters.obcms_checks.add(fails, { ...tags, result: "fail" });
}

/**
 * Runs one iteration of a journey and counts its start and its end. k6 exits 0 when iterations throw, and counts
 * them as iterations; so a thrown error is counted, shown in k6's log and not thrown on.
 */
export function iterate(journey: () => void): void {
  counters.obcms_iterations_started.add(1);
  try {
    journey();
  } catch (error) {
    counters.obcms_iterations_failed.add(1);
    console.error(
      `an iteration threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    sleep(PAUSE_AFTER_ERROR_SECONDS);
    return;
  }
  counters.obcms_iterations_completed.add(1);
}
