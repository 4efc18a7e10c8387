// What to do about a budget: which endpoint broke it, why it had nothing to judge, how long a run would have to be.

import { integrityKinds } from "../../../tests/performance/k6/catalogue/integrity.ts";
import type { Source } from "../../../tests/performance/k6/catalogue/metrics.ts";
import type { EndpointResult, Result } from "../../result/result.ts";
import { isLatency, sourceOf } from "../budget-rows.ts";
import { signOfStatements } from "../statements.ts";
import type { BudgetRow } from "../verdict.ts";
import { afterThrottling } from "./answers.ts";
import { afterDropping } from "./delivery.ts";
import { type About, type Advice, lever, numberOf, removeFaults } from "./facts.ts";
import { whereTimeWent } from "./where-time-went.ts";

/** By the metric that the budget judges. */
const broken: Readonly<Record<string, (about: About, budget: BudgetRow) => string | undefined>> = {
  http_req_duration: ({ result }, budget) => lookAtSlowest(result, budget),
  obcms_visit_ms: ({ result }, budget) => lookAtSlowest(result, budget),
  obcms_staleness_ms: ({ result }, budget) => {
    const slowest = lookAtSlowest(result, { ...budget, key: "{access:read}" });
    return slowest === undefined
      ? undefined
      : `an update shows no sooner than a feed answers; ${slowest}. What lies beyond that is a cache which updates do not clear`;
  },
  obcms_server_ms: ({ result }, budget) => lookAtSlowest(result, budget),
  obcms_db_ms: ({ result }, budget) => lookAtSlowest(result, budget),
  obcms_db_queries: ({ result }, budget) => mostStatements(result, budget),
  obcms_duplicate_queries: () =>
    "the same statement for each row: fetch what the rows need at once (select_related, prefetch_related)",
  obcms_queries_per_row: () =>
    "each row more costs statements more: fetch what the rows need at once (select_related, prefetch_related)",
  obcms_auth_checks: ({ result }, budget) => toldOf(result, budget),
  obcms_stream_checks: ({ result }, budget) => toldOf(result, budget),
  obcms_document_checks: ({ result }, budget) => toldOf(result, budget),
  obcms_integrity_faults: ({ result }, budget) => {
    const told = toldOf(result, budget);
    if (told === undefined) return undefined;
    const isOfTree = faultsOfBudget(result, budget).some(({ aspect }) => aspect !== "left_behind");
    return `${told}: ${isOfTree ? TREE_IS_TORN : "look whether their deletions are answered rightly in the endpoint table"}`;
  },
  http_req_failed: ({ result }, budget) => worstRow(result, budget),
  checks: ({ result }, budget) => worstRow(result, budget),
  obcms_answers: (about) => afterThrottling(about),
  dropped_iterations: (about) => afterDropping(about),
  obcms_queue_depth: () => FELL_BEHIND,
  obcms_task_acknowledged_ms: () => FELL_BEHIND,
  obcms_task_started_ms: () => FELL_BEHIND,
  obcms_task_finished_ms: () => FELL_BEHIND,
  obcms_task_effect_ms: () =>
    "compare with the end of the tasks: what lies between is the store of results, or a cache in front of it",
  obcms_tasks_lost: () =>
    "look in the worker's log for tasks that were received and neither succeeded nor raised: it was killed, or the queue was emptied",
  obcms_tasks_retried: () => "look in the worker's log for `retry:`, and what it says behind it",
  obcms_tasks_failed: () =>
    "look in the worker's log for `raised unexpected`: `completed successfully` stands behind failed tasks too",
  obcms_tasks_unacknowledged: () =>
    "check what tells the probe of acknowledgements: the webhook, or the reader of the log",
};

const TREE_IS_TORN =
  "the target lets inserts into one tree overtake each other. Lock the tree while a node moves in, and repair what is there (WorkItem.objects.rebuild())";

const FELL_BEHIND =
  "the workers do not keep up: look at their log and their processors, give them more processes, or plan fewer tasks (--rate)";

export const afterBreaking: Advice = (about) => {
  const { result, budget } = about;
  if (budget === undefined) return undefined;
  const fault = removeFaults(result, ...faultsThatBreak(budget));
  if (fault !== undefined) return fault;
  const metric = budget.key.split("{")[0] ?? "";
  const advice = broken[metric]?.(about, budget);
  if (advice === undefined || budget.overrides === undefined) return advice;
  return `${advice}; the limit is the environment's own, the catalogue's is ${budget.overrides}`;
};

export const afterNoSamples: Advice = ({ result, budget }) => {
  const rows = budget === undefined ? [] : rowsOf(result, budget);
  const sent = rows.reduce((sum, { requests }) => sum + requests, 0);
  if (sent === 0) return undefined;
  const statuses = [...new Set(rows.flatMap((row) => Object.keys(row.statuses)))].join(", ");
  return `its ${sent} requests had no expected answer (status ${statuses}): mend that first`;
};

/**
 * One duration for all budgets of the card, so that one longer run is enough for them: that of the budget which came
 * least far. Samples grow with time in every workload that is planned by time.
 */
export const afterTooFew: Advice = ({ result, budgets, budget }) => {
  const scenario = result.scenarios.find(({ card }) => card === budget?.card);
  if (scenario === undefined || result.run.state !== "completed") return undefined;
  const few = budgets.filter(
    ({ card, severity, state }) =>
      card === scenario.card && severity === "gate" && state === "too_few_samples",
  );
  const times = Math.max(...few.map(({ samples, minSamples }) => minSamples / samples));
  const now = numberOf(result, "durationSeconds") ?? scenario.plannedSeconds;
  const seconds = roundUp(times * now);
  const cap = numberOf(result, "caps.durationSeconds");
  const slow = scenario.executor === "shared-iterations" ? ": its time ended before its iterations did" : "";
  if (cap !== undefined && seconds > cap)
    return `it would take about ${seconds} s at this rate, and caps.durationSeconds allows ${cap}: raise ${lever(result, scenario.model === "open" ? "rate" : "vus")}`;
  return `about ${seconds} s at this rate are enough: --duration ${seconds}s instead of ${now}s${slow}`;
};

/** Up to two figures, because a figure that is an estimate should look like one: 47.3 → 50, 183 → 190. */
function roundUp(seconds: number): number {
  const step = seconds <= 10 ? 1 : seconds < 100 ? 5 : 10 ** (Math.floor(Math.log10(seconds)) - 1);
  return Math.ceil(seconds / step) * step;
}

/** Who would have told the figures, and how to make it do so. */
const switchOn: Readonly<Partial<Record<Source, string>>> = {
  server_timing:
    "the target sent no Server-Timing: install the settings overlay, and give its secret (probeSecret, OBCMS_PROBE_SECRET)",
  processor:
    "the target told no processor time: the settings overlay tells it under WSGI only, where a thread answers one request at a time",
  rows: "no answer could be compared with one of the same page that had at least 10 rows more or fewer; rows are told by the settings overlay (probeSecret, OBCMS_PROBE_SECRET) on PostgreSQL",
  probe:
    "no probe told of queue, workers or the storage of uploads: let the tool watch them (probes.broker, probes.storage: docs/probes.md), or give the address of a probe (probeUrl)",
  target: "its probe was blind: the report's section on the target says why",
};

export const afterNotMeasuring: Advice = ({ budget }) =>
  budget === undefined ? undefined : switchOn[sourceOf(budget)];

/** By the metric: what the stand-in may have been told to do wrong, where that is nothing general. */
const namedFaults: Readonly<Record<string, string[]>> = {
  obcms_queue_depth: ["backlog", "slow_worker"],
  obcms_task_acknowledged_ms: ["slow_worker", "backlog"],
  obcms_task_started_ms: ["slow_worker", "backlog"],
  obcms_task_finished_ms: ["slow_worker", "backlog"],
  obcms_task_effect_ms: ["late_effect", "slow_worker", "backlog"],
  obcms_tasks_lost: ["lost_task"],
  obcms_tasks_retried: ["retried_task"],
  obcms_tasks_failed: ["failed_task"],
  obcms_tasks_unacknowledged: ["missing_acknowledgement"],
  obcms_integrity_faults: ["corrupt_tree", "kept_row"],
  obcms_staleness_ms: ["stale_cache", "delay", "cache_off"],
  obcms_db_queries: ["n_plus_one", "cache_off"],
  obcms_duplicate_queries: ["n_plus_one"],
  obcms_queries_per_row: ["n_plus_one"],
};

function faultsThatBreak(budget: BudgetRow): string[] {
  const { key } = budget;
  if (isLatency(budget)) return ["delay", "freeze"];
  const [metric = ""] = key.split("{");
  const named = namedFaults[metric];
  if (named !== undefined) return named;
  if (key.startsWith("checks")) return ["wrong_body", "login_page", "error_rate", "throttle"];
  return key.startsWith("obcms_answers") ? ["throttle"] : ["error_rate", "hang", "throttle"];
}

/** Undefined where nothing it looks at has a latency. */
function lookAtSlowest(result: Result, budget: BudgetRow): string | undefined {
  const slowest = rowsOf(result, budget).toSorted((a, b) => (b.duration.p95 ?? 0) - (a.duration.p95 ?? 0))[0];
  if (slowest?.duration.p95 == null) return undefined;
  const seen = `look at ${slowest.name} first: its p95 is ${Math.round(slowest.duration.p95)} ms over ${slowest.requests} requests`;
  const why = whereTimeWent(slowest, result.series);
  return why === undefined ? seen : `${seen}; ${why}`;
}

/** Undefined where no endpoint that it looks at told of statements. */
function mostStatements(result: Result, budget: BudgetRow): string | undefined {
  const told = rowsOf(result, budget).flatMap(({ name, split }) =>
    split === undefined ? [] : [{ name, split }],
  );
  const [most] = told.toSorted((a, b) => b.split.queries - a.split.queries);
  if (most === undefined) return undefined;
  const { name, split } = most;
  return `look at ${name} first: ${Math.round(split.queries)} statements per answer${signOfStatements(split)}`;
}

/** What the suite told about what the budget counts; the three that were told most often. Undefined without any. */
function toldOf(result: Result, budget: BudgetRow): string | undefined {
  const told = faultsOfBudget(result, budget).map(({ what }) => what);
  if (told.length === 0) return undefined;
  const more = told.length > 3 ? `; ${told.length - 3} more in k6.log` : "";
  return told.slice(0, 3).join("; ") + more;
}

/** Those of its aspect; a budget on the data has none and counts every kind. */
function faultsOfBudget({ faults }: Result, { card, key }: BudgetRow): Result["faults"] {
  const aspect = tagOf(key, "aspect");
  return faults.filter(
    (fault) =>
      fault.card === card &&
      (aspect === undefined ? Object.hasOwn(integrityKinds, fault.aspect) : fault.aspect === aspect),
  );
}

/** The endpoint with most wrong answers, with its statuses. */
function worstRow(result: Result, budget: BudgetRow): string | undefined {
  const wrong = ({ requests, outcomes }: EndpointResult): number => requests - outcomes.expected;
  const [row] = rowsOf(result, budget).toSorted((a, b) => wrong(b) - wrong(a));
  if (row === undefined || wrong(row) === 0) return undefined;
  const statuses = Object.entries(row.statuses).map(([status, times]) => `${times} × ${status}`);
  return `look at ${row.name} first: ${wrong(row)} of its ${row.requests} answers were wrong (status ${statuses.join(", ")})`;
}

/** The endpoints that a budget looks at, by the tags in its key. */
function rowsOf({ endpoints }: Result, { card, key }: BudgetRow): EndpointResult[] {
  const [access, name] = [tagOf(key, "access"), tagOf(key, "name")];
  return endpoints.filter(
    (row) =>
      row.card === card &&
      (access === undefined || row.access === access) &&
      (name === undefined || row.name === name),
  );
}

/** Of a k6 key such as `checks{card:api_crud}`. */
function tagOf(key: string, tag: string): string | undefined {
  return new RegExp(`[{,]${tag}:([^,}]+)`).exec(key)?.[1];
}
