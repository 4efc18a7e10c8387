// Plan §3: what must break which budget of background work.

import { type Mutant, smokeWithoutPauses } from "./mutant.ts";

const card = "background_jobs";
/** As many tasks in half the time; the worker can do three times as many. */
const flags = [...smokeWithoutPauses, "--rate", "8"];

export const backgroundJobsMutants: readonly Mutant[] = [
  {
    title: "projects that are planted for tracking share a tree with another one",
    card,
    flags,
    faults: ["corrupt_tree=1@monitoring_enable_tracking"],
    breaks: ["background_jobs_integrity_faults"],
  },
  {
    title: "one task of fifty is taken from the queue and never done",
    card,
    flags,
    faults: ["lost_task=0.05"],
    breaks: ["background_jobs_lost"],
  },
  {
    title: "tasks come faster than the worker does them",
    card,
    // Four a second, and the worker does three.
    flags: [...smokeWithoutPauses, "--rate", "4"],
    faults: ["slow_worker=280"],
    breaks: [
      "background_jobs_acknowledged_p95",
      "background_jobs_started_p95",
      "background_jobs_finished_p95",
      "background_jobs_effect_p95",
    ],
  },
  {
    title: "the queue has forty tasks before the first one",
    card,
    flags,
    faults: ["backlog=40"],
    breaks: ["background_jobs_queue_depth_max"],
  },
  {
    title: "one task of ten needs a second attempt",
    card,
    flags,
    faults: ["retried_task=0.1"],
    breaks: ["background_jobs_retried"],
  },
  {
    title: "one task of twenty ends with an exception, which the worker's log calls completed successfully",
    card,
    flags,
    faults: ["failed_task=0.05"],
    breaks: ["background_jobs_failed_tasks"],
  },
  {
    title: "the worker does not acknowledge one task of twenty",
    card,
    flags,
    faults: ["missing_acknowledgement=0.05"],
    breaks: ["background_jobs_unacknowledged"],
  },
  {
    title: "results can be read five seconds after the work has ended",
    card,
    flags,
    faults: ["late_effect=5000"],
    breaks: ["background_jobs_effect_p95"],
  },
  {
    title: "the button takes 800 ms",
    card,
    flags,
    faults: ["delay=800@alerts_generate_now"],
    breaks: ["background_jobs_write_p95"],
  },
  {
    title: "the page of alerts takes 600 ms",
    card,
    flags,
    faults: ["delay=600@project_alerts"],
    breaks: ["background_jobs_read_p95"],
  },
  {
    title: "the button answers with the status alone, and the page never hears of it",
    card,
    flags,
    faults: ["wrong_body@alerts_generate_now"],
    breaks: ["background_jobs_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "one page of alerts in ten is a 500",
    card,
    flags,
    faults: ["error_rate=0.1@project_alerts"],
    breaks: ["background_jobs_failed", "background_jobs_checks"],
    alongside: ["endpoint_failing"],
  },
];
