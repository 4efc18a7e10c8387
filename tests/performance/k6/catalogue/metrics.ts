// Custom metrics of the suite, and for each metric that a budget may use: its unit, and what counts its samples.

import type { AccountedEvent, Selector } from "./tags.ts";
import type { TargetFigure } from "./target-figures.ts";

/** The suite's own metrics. `obcms_answers` and `obcms_checks` are counters, because k6's Rates pass when empty. */
export const customMetrics = {
  obcms_answers: { type: "counter", means: "one per request, tagged with its outcome" },
  obcms_checks: { type: "counter", means: "one per check, tagged result:pass or result:fail" },
  obcms_iterations_started: { type: "counter", means: "one when a journey starts" },
  obcms_iterations_completed: { type: "counter", means: "one when a journey reached its end" },
  obcms_iterations_failed: {
    type: "counter",
    means: "one when a journey threw: k6 itself would not fail such a run",
  },
  obcms_scheduling_lag: { type: "duration", means: "how much later than asked a pause of a journey ended" },
  obcms_payload_bytes: {
    type: "amount",
    means: "body of each fragment that came with a right status, bytes",
  },
  obcms_server_timings: { type: "counter", means: "one per answer with a Server-Timing header" },
  obcms_server_ms: { type: "duration", means: "time in the target by its own clock, of each such answer" },
  obcms_db_ms: { type: "duration", means: "of that in the database" },
  obcms_template_ms: { type: "duration", means: "of that in templates" },
  obcms_cache_ms: { type: "duration", means: "of that in the cache" },
  obcms_cpu_ms: { type: "duration", means: "processor time of the thread that made such an answer" },
  obcms_cpu_timings: { type: "counter", means: "one per answer that told that: none does under ASGI" },
  obcms_outside_ms: {
    type: "duration",
    means:
      "what such an answer took for k6 beyond the target's own time: network and queueing, by subtraction; negative where the two clocks disagree",
  },
  obcms_db_queries: { type: "amount", means: "statements executed for each such answer" },
  obcms_duplicate_queries: {
    type: "amount",
    means: "of those the ones whose text was executed before in the same request: the sign of an N+1",
  },
  obcms_row_pairs: {
    type: "counter",
    means: "one per such answer that was compared with one of the same page with far more or fewer rows",
  },
  obcms_queries_per_row: {
    type: "amount",
    means:
      "statements more that each row more was in that comparison: 1 is an N+1, whatever the number of rows",
  },
  obcms_visits: { type: "counter", means: "one per right answer to a page that is visited cold or warm" },
  obcms_visit_ms: {
    type: "duration",
    means: "how long such an answer took, tagged temperature:cold the first time a session asks, else warm",
  },
  obcms_cache_lookups: { type: "counter", means: "cache look-ups of such answers" },
  obcms_cache_hits: { type: "rate", means: "the share of cache look-ups that found something" },
  obcms_cache_misses: { type: "amount", means: "look-ups of each such answer that found nothing" },
  obcms_integrity_checks: {
    type: "counter",
    means: "one for each kind of fault that was looked for after the load",
  },
  obcms_integrity_faults: {
    type: "counter",
    means: "faults in the target's data that were not there before the load",
  },
  obcms_probe_samples: { type: "counter", means: "one per answer of the probe" },
  obcms_queue_depth: { type: "amount", means: "tasks that wait or are fetched ahead, at each such answer" },
  obcms_task_events: {
    type: "counter",
    means: "one per moment of a task's life that the probe told of, tagged with the event",
  },
  obcms_task_acknowledged_ms: {
    type: "duration",
    means: "from enqueueing until the worker's acknowledgement arrived",
  },
  obcms_task_started_ms: { type: "duration", means: "from enqueueing until the work began" },
  obcms_task_finished_ms: { type: "duration", means: "from enqueueing until the work ended" },
  obcms_task_effect_ms: { type: "duration", means: "from enqueueing until the result could be read" },
  obcms_tasks_lost: { type: "counter", means: "one per task that was enqueued and never ended" },
  obcms_tasks_retried: { type: "counter", means: "one per attempt that was made again" },
  obcms_tasks_failed: { type: "counter", means: "one per task that ended with an exception" },
  obcms_tasks_unacknowledged: {
    type: "counter",
    means: "one per task that ended without an acknowledgement of the worker's",
  },
  obcms_target_samples: {
    type: "counter",
    means: "one per figure of the target that a probe told, tagged with it",
  },
  obcms_target_queue_depth: {
    type: "amount",
    means: "tasks in the target's queue, waiting or fetched ahead",
  },
  obcms_target_cache_hits: {
    type: "amount",
    means: "share of look-ups of the target's cache that found something",
  },
  obcms_target_cache_commands: { type: "amount", means: "commands per second of the cache's server" },
  obcms_target_statements: { type: "amount", means: "statements per second of the target's database" },
  obcms_target_database_ms: {
    type: "amount",
    means: "milliseconds per second in which it carried out statements",
  },
  obcms_target_connections: { type: "amount", means: "connections to it" },
  obcms_target_waiting: { type: "amount", means: "connections whose statement waits" },
  obcms_target_blocked: { type: "amount", means: "connections that wait for another transaction's lock" },
  obcms_target_logged_statements: { type: "amount", means: "statements per second in Django's log" },
  obcms_target_answers: { type: "amount", means: "answers per second by django-prometheus" },
  obcms_target_cpu: { type: "amount", means: "share of all processors that a process and its children used" },
  obcms_target_memory_bytes: { type: "amount", means: "resident memory of a process and its children" },
  obcms_auth_checks: {
    type: "counter",
    means:
      "one per question about a sign-in or an answer's frame, tagged with its aspect and result:pass or fail",
  },
  obcms_stream_checks: {
    type: "counter",
    means: "one per question about a feed or an update, tagged with its aspect and result:pass or fail",
  },
  obcms_updates_shown: { type: "counter", means: "updates that the writer's own feed showed" },
  obcms_staleness_ms: { type: "duration", means: "from the answer to an update until that feed showed it" },
  obcms_documents_ready: { type: "counter", means: "one per uploaded document whose metadata say ready" },
  obcms_document_ready_ms: {
    type: "duration",
    means: "from the beginning of an upload until the document's metadata say ready",
  },
  obcms_document_bytes: { type: "amount", means: "size of each uploaded document, bytes" },
  obcms_document_checks: {
    type: "counter",
    means: "one per question about a document, tagged with its aspect and result:pass or fail",
  },
  obcms_storage_looks: {
    type: "counter",
    means: "one per look at the storage of uploads, after it was emptied",
  },
  obcms_storage_bytes: { type: "amount", means: "what lies in the storage of uploads, at each look at it" },
  obcms_storage_left_bytes: {
    type: "amount",
    means: "what the run left in the storage of uploads after that was emptied",
  },
} as const satisfies Record<string, CustomMetricRow>;

/** `duration` and `amount` are k6 Trends, one of time and one of any number. */
type CustomMetricRow = {
  readonly type: "counter" | "rate" | "duration" | "amount";
  readonly means: string;
};
export type CustomMetric = keyof typeof customMetrics;
export const customMetricNames = Object.keys(customMetrics) as CustomMetric[];

/** Where figures come from: without it their budgets have no data, whatever the load was. */
export const sources = {
  load: "the load itself: no sample means that nothing was sent",
  server_timing: "the target's header Server-Timing, which OBCMS sends with a settings overlay only",
  processor:
    "the processor time in that header, which only a thread that answers one request at a time can tell",
  rows: "the rows in that header, of answers of one page with more and with fewer of them",
  integrity: "the look at the target's data after the load",
  probe: "the probe endpoint, which tells about queue, workers and the storage of uploads",
  target: "a probe that watches the target as a whole, which the environment file switches on (probes.…)",
} as const satisfies Record<string, string>;
export type Source = keyof typeof sources;

const latencyTags = ["card", "access", "name"] as const;
/** What is guarded by how many tasks came as far as that. */
const ofTasks = (event: AccountedEvent) =>
  ({ samples: "obcms_task_events", keeps: ["card"], adds: { event }, source: "probe" }) as const;
const timed = { samples: "obcms_server_timings", keeps: latencyTags, source: "server_timing" } as const;

/** Of the target as a whole: guarded by how often that figure was told. */
const ofTarget = (figure: TargetFigure) =>
  ({ samples: "obcms_target_samples", keeps: ["process"], adds: { figure }, source: "target" }) as const;

/**
 * Metrics that budgets use. `samples` is the counter that guards it in k6: a Trend or Rate without samples passes
 * every threshold there, a counter evaluates as 0 and fails `count>=N`. `keeps` names the tags the guard shares,
 * `adds` those that the guard has and the metric needs not.
 */
export const budgetMetrics = {
  http_req_duration: {
    unit: "ms",
    samples: "http_reqs",
    keeps: [...latencyTags, "expected_response"],
    source: "load",
  },
  http_req_failed: { unit: "rate", samples: "http_reqs", keeps: latencyTags, source: "load" },
  checks: { unit: "rate", samples: "obcms_checks", keeps: ["card"], source: "load" },
  obcms_answers: { unit: "count", samples: "http_reqs", keeps: latencyTags, source: "load" },
  obcms_iterations_failed: {
    unit: "count",
    samples: "obcms_iterations_started",
    keeps: ["card"],
    source: "load",
  },
  dropped_iterations: {
    unit: "count",
    samples: "obcms_iterations_started",
    keeps: ["scenario"],
    source: "load",
  },
  obcms_payload_bytes: {
    unit: "bytes",
    samples: "http_reqs",
    keeps: latencyTags,
    adds: { expected_response: "true" },
    source: "load",
  },
  obcms_visit_ms: {
    unit: "ms",
    samples: "obcms_visits",
    keeps: ["card", "name", "temperature"],
    source: "load",
  },
  obcms_server_ms: { unit: "ms", ...timed },
  obcms_db_ms: { unit: "ms", ...timed },
  obcms_template_ms: { unit: "ms", ...timed },
  obcms_cache_ms: { unit: "ms", ...timed },
  obcms_cpu_ms: { unit: "ms", ...timed, samples: "obcms_cpu_timings", source: "processor" },
  obcms_db_queries: { unit: "count", ...timed },
  obcms_duplicate_queries: { unit: "count", ...timed },
  obcms_queries_per_row: { unit: "count", ...timed, samples: "obcms_row_pairs", source: "rows" },
  obcms_cache_hits: { unit: "rate", ...timed, samples: "obcms_cache_lookups" },
  obcms_cache_misses: { unit: "count", ...timed },
  obcms_integrity_faults: {
    unit: "count",
    samples: "obcms_integrity_checks",
    keeps: ["card"],
    source: "integrity",
  },
  obcms_queue_depth: { unit: "count", samples: "obcms_probe_samples", keeps: ["card"], source: "probe" },
  obcms_task_acknowledged_ms: { unit: "ms", ...ofTasks("acknowledged") },
  obcms_task_started_ms: { unit: "ms", ...ofTasks("started") },
  obcms_task_finished_ms: { unit: "ms", ...ofTasks("ended") },
  obcms_task_effect_ms: { unit: "ms", ...ofTasks("visible") },
  obcms_tasks_lost: { unit: "count", ...ofTasks("accounted") },
  obcms_tasks_retried: { unit: "count", ...ofTasks("enqueued") },
  obcms_tasks_failed: { unit: "count", ...ofTasks("ended") },
  obcms_tasks_unacknowledged: { unit: "count", ...ofTasks("ended") },
  obcms_target_queue_depth: { unit: "count", ...ofTarget("queue_depth") },
  obcms_target_cache_hits: { unit: "rate", ...ofTarget("cache_hits") },
  obcms_target_cache_commands: { unit: "count", ...ofTarget("cache_commands") },
  obcms_target_statements: { unit: "count", ...ofTarget("statements") },
  obcms_target_database_ms: { unit: "ms", ...ofTarget("database_ms") },
  obcms_target_connections: { unit: "count", ...ofTarget("connections") },
  obcms_target_waiting: { unit: "count", ...ofTarget("waiting") },
  obcms_target_blocked: { unit: "count", ...ofTarget("blocked") },
  obcms_target_logged_statements: { unit: "count", ...ofTarget("logged_statements") },
  obcms_target_answers: { unit: "count", ...ofTarget("answers") },
  obcms_target_cpu: { unit: "rate", ...ofTarget("cpu") },
  obcms_target_memory_bytes: { unit: "bytes", ...ofTarget("memory") },
  obcms_auth_checks: {
    unit: "count",
    samples: "obcms_auth_checks",
    keeps: ["card", "aspect"],
    source: "load",
  },
  obcms_stream_checks: {
    unit: "count",
    samples: "obcms_stream_checks",
    keeps: ["card", "aspect"],
    source: "load",
  },
  obcms_staleness_ms: { unit: "ms", samples: "obcms_updates_shown", keeps: ["card"], source: "load" },
  obcms_document_ready_ms: {
    unit: "ms",
    samples: "obcms_documents_ready",
    keeps: ["card"],
    source: "load",
  },
  obcms_document_checks: {
    unit: "count",
    samples: "obcms_document_checks",
    keeps: ["card", "aspect"],
    source: "load",
  },
  obcms_storage_left_bytes: {
    unit: "bytes",
    samples: "obcms_storage_looks",
    keeps: ["card"],
    source: "probe",
  },
} as const satisfies Record<string, BudgetMetricRow>;

type BudgetMetricRow = {
  readonly unit: "ms" | "bytes" | "rate" | "count";
  readonly samples: CustomMetric | "http_reqs";
  readonly keeps: readonly string[];
  readonly adds?: Pick<Selector, "expected_response" | "event" | "figure">;
  readonly source: Source;
};
export type BudgetMetric = keyof typeof budgetMetrics;

/** The row of a k6 key such as `obcms_db_ms{card:htmx_bursts}`; undefined for a metric that no budget uses. */
export function metricOfKey(key: string): BudgetMetric | undefined {
  const metric = key.split("{")[0] ?? "";
  return Object.hasOwn(budgetMetrics, metric) ? (metric as BudgetMetric) : undefined;
}
