// The suite's own metrics as k6 objects, and the frame that counts how each iteration ended.

import { sleep } from "k6";
import { Counter, Trend } from "k6/metrics";
import type { CustomMetric } from "../catalogue/metrics.ts";
import type { Outcome } from "../catalogue/tags.ts";

const counters = {
  obcms_answers: new Counter("obcms_answers"),
  obcms_checks: new Counter("obcms_checks"),
  obcms_iterations_started: new Counter("obcms_iterations_started"),
  obcms_iterations_completed: new Counter("obcms_iterations_completed"),
  obcms_iterations_failed: new Counter("obcms_iterations_failed"),
} satisfies Record<Exclude<CustomMetric, "obcms_scheduling_lag">, Counter>;
const lag = new Trend("obcms_scheduling_lag" satisfies CustomMetric, true);

/** A journey that cannot even sign in would otherwise start over at full speed, and flood the target and the log. */
const PAUSE_AFTER_ERROR_SECONDS = 0.5;

type SampleTags = Readonly<Record<string, string>>;

/** The tag sets of one endpoint's samples, each made once, when it is first needed: making one costs as much as a sample. */
export type EndpointTags = { readonly request: SampleTags } & Partial<
  Record<Outcome | "pass" | "fail", SampleTags>
>;

export function countAnswer(outcome: Outcome, tags: EndpointTags): void {
  tags[outcome] ??= { ...tags.request, outcome };
  counters.obcms_answers.add(1, tags[outcome]);
}

/** How much later than asked a pause ended: a generator that has no time for its virtual users shows it first. */
export function recordLag(milliseconds: number): void {
  lag.add(Math.max(0, milliseconds));
}

/** The two checks of one request, as at most two samples. */
export function countChecks(
  judged: { readonly statusIsRight: boolean; readonly bodyIsRight: boolean },
  tags: EndpointTags,
): void {
  const passes = Number(judged.statusIsRight) + Number(judged.bodyIsRight);
  if (passes > 0) {
    tags.pass ??= { ...tags.request, result: "pass" };
    counters.obcms_checks.add(passes, tags.pass);
  }
  if (passes < 2) {
    tags.fail ??= { ...tags.request, result: "fail" };
    counters.obcms_checks.add(2 - passes, tags.fail);
  }
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
