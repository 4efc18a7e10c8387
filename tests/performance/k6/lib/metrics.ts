// The suite's own metrics as k6 objects, and the frame that counts how each iteration ended.

import { sleep } from "k6";
import { Counter, Rate, Trend } from "k6/metrics";
import { type CustomMetric, customMetricNames, customMetrics } from "../catalogue/metrics.ts";
import type { Outcome } from "../catalogue/tags.ts";

type Metric = Counter | Rate | Trend;
const makers = {
  counter: (name: string): Metric => new Counter(name),
  rate: (name: string): Metric => new Rate(name),
  duration: (name: string): Metric => new Trend(name, true),
  amount: (name: string): Metric => new Trend(name),
} as const;
const metrics = Object.fromEntries(
  customMetricNames.map((name) => [name, makers[customMetrics[name].type](name)]),
) as Readonly<Record<CustomMetric, Metric>>;

/** A journey that cannot even sign in would otherwise start over at full speed, and flood the target and the log. */
const PAUSE_AFTER_ERROR_SECONDS = 0.5;

export type SampleTags = Readonly<Record<string, string>>;

/** The tag sets of one endpoint's samples, each made once, when it is first needed: making one costs as much as a sample. */
export type EndpointTags = { readonly request: SampleTags } & Partial<
  Record<Outcome | "pass" | "fail", SampleTags>
>;

/** One sample: an amount of a counter, 1 or 0 of a rate, milliseconds or another figure of a trend. */
export function addSample(metric: CustomMetric, value: number, tags?: SampleTags): void {
  metrics[metric].add(value, tags);
}

export function countAnswer(outcome: Outcome, tags: EndpointTags): void {
  tags[outcome] ??= { ...tags.request, outcome };
  metrics.obcms_answers.add(1, tags[outcome]);
}

/** How much later than asked a pause ended: a generator that has no time for its virtual users shows it first. */
export function recordLag(milliseconds: number): void {
  metrics.obcms_scheduling_lag.add(Math.max(0, milliseconds));
}

/** The two checks of one request, as at most two samples. */
export function countChecks(
  judged: { readonly statusIsRight: boolean; readonly bodyIsRight: boolean },
  tags: EndpointTags,
): void {
  const passes = Number(judged.statusIsRight) + Number(judged.bodyIsRight);
  if (passes > 0) {
    tags.pass ??= { ...tags.request, result: "pass" };
    metrics.obcms_checks.add(passes, tags.pass);
  }
  if (passes < 2) {
    tags.fail ??= { ...tags.request, result: "fail" };
    metrics.obcms_checks.add(2 - passes, tags.fail);
  }
}

/**
 * Runs one iteration of a journey and counts its start and its end. k6 exits 0 when iterations throw, and counts
 * them as iterations; so a thrown error is counted, shown in k6's log and not thrown on.
 */
export function iterate(journey: () => void): void {
  metrics.obcms_iterations_started.add(1);
  try {
    journey();
  } catch (error) {
    metrics.obcms_iterations_failed.add(1);
    console.error(
      `an iteration threw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    sleep(PAUSE_AFTER_ERROR_SECONDS);
    return;
  }
  metrics.obcms_iterations_completed.add(1);
}
