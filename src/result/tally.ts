// Adds samples up into what a result shows: totals, outcomes, endpoints, checks, scenarios, one row per second.
// Load is what carries a card; setup and teardown do not, and count in the totals only, as they do in k6's summary.
// Control turns of a steered run count nowhere; what watches counts as iterations of its scenario only.
// Each duration is kept once, so that percentiles are exact. Measured: 10 million of them, of 17 endpoints over an hour,
// take 250 MB, and 490 MB at the peak of sorting; 1 million take 50 and 190 MB, Node itself included in the peak.

import { controlTag } from "../../tests/performance/k6/catalogue/control.ts";
import {
  type Outcome,
  outcomeNames,
  PROBE_ROLE,
  type Selector,
} from "../../tests/performance/k6/catalogue/tags.ts";
import { EndpointTally, noOutcomes, secondRow, sortedDurations } from "./endpoint-tally.ts";
import { LOAD } from "./outputs.ts";
import { quantile, sorted } from "./quantile.ts";
import type { EndpointResult, OutcomeCounts, Result, Second } from "./result.ts";
import type { RunClock } from "./run-clock.ts";
import type { Sample } from "./sample-reader.ts";
import { ServerSeconds } from "./server-seconds.ts";
import { splitMetrics } from "./server-split.ts";

type ScenarioCounts = { started: number; completed: number; failed: number; dropped: number };

export class Tally {
  readonly totals: Result["totals"] = {
    httpReqs: 0,
    httpReqsFailed: 0,
    iterations: 0,
    checksPassed: 0,
    checksFailed: 0,
    droppedIterations: 0,
    dataReceivedBytes: 0,
    dataSentBytes: 0,
  };
  readonly outcomes: OutcomeCounts = noOutcomes();
  /** All requests that k6 sent, by the tag `role`: those that no total contains, too. */
  readonly requests: Record<string, number> = {};
  /** When the first and the last sample of load were taken, milliseconds since the epoch; undefined without any. */
  load: { fromMs: number; toMs: number } | undefined;
  readonly #clock: RunClock;
  readonly #endpoints = new Map<string, EndpointTally>();
  readonly #checks = new Map<string, { passes: number; fails: number; endpoint: string }>();
  readonly #scenarios = new Map<string, ScenarioCounts>();
  readonly #vus = new Map<number, number>();
  readonly #server = new ServerSeconds();
  readonly #lags: number[] = [];
  #seconds = 0;

  constructor(clock: RunClock) {
    this.#clock = clock;
  }

  add(sample: Sample): void {
    const { timeMs, tags, metric } = sample;
    if (metric === "http_reqs") {
      const role = tags.role ?? LOAD;
      this.requests[role] = (this.requests[role] ?? 0) + sample.value;
    }
    if (tags.role === controlTag.role) return;
    const watches = tags.role === PROBE_ROLE;
    if (watches && !metric.startsWith("obcms_iterations_")) return;
    // What is counted after the load has a card, and is none.
    const isLoad = !watches && !metric.startsWith("obcms_integrity_");
    if (tags.card !== undefined && isLoad) {
      this.load ??= { fromMs: timeMs, toMs: timeMs };
      this.load.toMs = timeMs;
    }
    readers[metric]?.(this, sample);
  }

  endpoints(): EndpointResult[] {
    return [...this.#endpoints.values()]
      .map((endpoint) => endpoint.row())
      .sort((a, b) => b.requests - a.requests || a.name.localeCompare(b.name));
  }

  /** Expected answers' durations of what a budget selects, ascending, milliseconds. */
  durations({ card, name, access }: Selector): Float64Array {
    const chosen = [...this.#endpoints.values()].filter(
      (endpoint) =>
        (card === undefined || endpoint.card === card) &&
        (name === undefined || endpoint.name === name) &&
        (access === undefined || endpoint.access === access),
    );
    return sortedDurations(chosen.flatMap(({ seconds }) => [...seconds.values()]));
  }

  checks(): Result["checks"] {
    return [...this.#checks]
      .map(([name, check]) => ({ name, ...check }))
      .sort((a, b) => b.fails - a.fails || a.name.localeCompare(b.name));
  }

  series(): Second[] {
    const endpoints = [...this.#endpoints.values()];
    return Array.from({ length: this.#seconds }, (_, t) => ({
      t,
      ...secondRow(endpoints.flatMap(({ seconds }) => seconds.get(t) ?? [])),
      vus: this.#vus.get(t) ?? null,
      ...this.#server.row(t),
    }));
  }

  lag(): Result["generator"]["lag"] {
    const values = sorted(this.#lags);
    const at = (share: number): number | null => quantile(values, share);
    return { samples: values.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  }

  /** Iterations of a k6 scenario; zeros for one that never ran. */
  scenario(name: string): ScenarioCounts {
    return inMap(this.#scenarios, name, () => ({ started: 0, completed: 0, failed: 0, dropped: 0 }));
  }

  request(sample: Sample): void {
    this.totals.httpReqs += sample.value;
    if (sample.tags.card === undefined) return;
    const endpoint = this.#endpoint(sample);
    const status = sample.tags.status ?? "0";
    endpoint.statuses[status] = (endpoint.statuses[status] ?? 0) + sample.value;
    endpoint.second(this.#second(sample)).requests += sample.value;
  }

  duration(sample: Sample): void {
    if (sample.tags.card === undefined || sample.tags.expected_response !== "true") return;
    this.#endpoint(sample).second(this.#second(sample)).durations.push(sample.value);
  }

  failure(sample: Sample): void {
    this.totals.httpReqsFailed += sample.value;
    if (sample.tags.card === undefined) return;
    this.#endpoint(sample).second(this.#second(sample)).failed += sample.value;
  }

  answer(sample: Sample): void {
    const outcome = sample.tags.outcome as Outcome;
    if (sample.tags.card === undefined || !outcomeNames.includes(outcome)) return;
    this.outcomes[outcome] += sample.value;
    this.#endpoint(sample).outcomes[outcome] += sample.value;
  }

  serverPart(sample: Sample): void {
    if (sample.tags.card === undefined) return;
    this.#endpoint(sample).split.add(sample);
    this.#server.add(this.#second(sample), sample);
  }

  check(sample: Sample): void {
    const passed = sample.value === 1;
    this.totals[passed ? "checksPassed" : "checksFailed"] += 1;
    const check = inMap(this.#checks, sample.tags.check ?? "", () => ({
      passes: 0,
      fails: 0,
      endpoint: sample.tags.name ?? "",
    }));
    check[passed ? "passes" : "fails"] += 1;
  }

  virtualUsers(sample: Sample): void {
    this.#vus.set(this.#second(sample), sample.value);
  }

  pauseLag({ value }: Sample): void {
    this.#lags.push(value);
  }

  #endpoint({ tags }: Sample): EndpointTally {
    return inMap(this.#endpoints, `${tags.card} ${tags.name}`, () => new EndpointTally(tags));
  }

  #second({ timeMs }: Sample): number {
    const t = this.#clock.secondOf(timeMs);
    this.#seconds = Math.max(this.#seconds, t + 1);
    return t;
  }
}

function inMap<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const readers: Readonly<Record<string, (tally: Tally, sample: Sample) => void>> = {
  ...Object.fromEntries(
    splitMetrics.map((metric) => [metric, (tally: Tally, sample: Sample) => tally.serverPart(sample)]),
  ),
  http_reqs: (tally, sample) => tally.request(sample),
  http_req_duration: (tally, sample) => tally.duration(sample),
  http_req_failed: (tally, sample) => tally.failure(sample),
  checks: (tally, sample) => tally.check(sample),
  obcms_answers: (tally, sample) => tally.answer(sample),
  obcms_scheduling_lag: (tally, sample) => tally.pauseLag(sample),
  vus: (tally, sample) => tally.virtualUsers(sample),
  iterations: (tally, { value }) => {
    tally.totals.iterations += value;
  },
  data_received: (tally, { value }) => {
    tally.totals.dataReceivedBytes += value;
  },
  data_sent: (tally, { value }) => {
    tally.totals.dataSentBytes += value;
  },
  dropped_iterations: (tally, { value, tags }) => {
    tally.totals.droppedIterations += value;
    tally.scenario(tags.scenario ?? "").dropped += value;
  },
  obcms_iterations_started: (tally, { value, tags }) => {
    tally.scenario(tags.scenario ?? "").started += value;
  },
  obcms_iterations_completed: (tally, { value, tags }) => {
    tally.scenario(tags.scenario ?? "").completed += value;
  },
  obcms_iterations_failed: (tally, { value, tags }) => {
    tally.scenario(tags.scenario ?? "").failed += value;
  },
};
