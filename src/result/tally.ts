// Adds samples up into what a result shows: totals, outcomes, endpoints, checks, scenarios, one row per second.
// Load is what carries a card; setup and teardown do not, and count in the totals only, as they do in k6's summary.

import { endpointNames, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type Outcome, outcomeNames } from "../../tests/performance/k6/catalogue/tags.ts";
import { quantile, sorted } from "./quantile.ts";
import type { EndpointResult, OutcomeCounts, Result, Second } from "./result.ts";
import type { Sample } from "./sample-reader.ts";

type EndpointTally = {
  card: string;
  name: string;
  outcomes: OutcomeCounts;
  statuses: Record<string, number>;
  durations: number[];
};
type SecondTally = { requests: number; failed: number; vus: number | null; durations: number[] };
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
  readonly #startMs: number;
  readonly #endpoints = new Map<string, EndpointTally>();
  readonly #checks = new Map<string, { passes: number; fails: number; endpoint: string }>();
  readonly #scenarios = new Map<string, ScenarioCounts>();
  readonly #seconds: SecondTally[] = [];

  /** `startMs`: when the run began, milliseconds since the epoch; second 0 of the series. */
  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  add(sample: Sample): void {
    readers[sample.metric]?.(this, sample);
  }

  endpoints(): EndpointResult[] {
    return [...this.#endpoints.values()]
      .map(endpointRow)
      .sort((a, b) => b.requests - a.requests || a.name.localeCompare(b.name));
  }

  checks(): Result["checks"] {
    return [...this.#checks]
      .map(([name, check]) => ({ name, ...check }))
      .sort((a, b) => b.fails - a.fails || a.name.localeCompare(b.name));
  }

  series(): Second[] {
    return Array.from(this.#seconds, (second, t) => {
      const durations = sorted(second?.durations ?? []);
      return {
        t,
        requests: second?.requests ?? 0,
        failed: second?.failed ?? 0,
        vus: second?.vus ?? null,
        p50: quantile(durations, 0.5),
        p95: quantile(durations, 0.95),
      };
    });
  }

  /** Iterations of a k6 scenario; zeros for one that never ran. */
  scenario(name: string): ScenarioCounts {
    return this.#in(this.#scenarios, name, () => ({ started: 0, completed: 0, failed: 0, dropped: 0 }));
  }

  request(sample: Sample): void {
    this.totals.httpReqs += sample.value;
    if (sample.tags.card === undefined) return;
    const endpoint = this.#endpoint(sample);
    const status = sample.tags.status ?? "0";
    endpoint.statuses[status] = (endpoint.statuses[status] ?? 0) + sample.value;
    this.#second(sample).requests += sample.value;
  }

  duration(sample: Sample): void {
    if (sample.tags.card === undefined || sample.tags.expected_response !== "true") return;
    this.#endpoint(sample).durations.push(sample.value);
    this.#second(sample).durations.push(sample.value);
  }

  failure(sample: Sample): void {
    this.totals.httpReqsFailed += sample.value;
    if (sample.tags.card !== undefined) this.#second(sample).failed += sample.value;
  }

  answer(sample: Sample): void {
    const outcome = sample.tags.outcome as Outcome;
    if (sample.tags.card === undefined || !outcomeNames.includes(outcome)) return;
    this.outcomes[outcome] += sample.value;
    this.#endpoint(sample).outcomes[outcome] += sample.value;
  }

  check(sample: Sample): void {
    const passed = sample.value === 1;
    this.totals[passed ? "checksPassed" : "checksFailed"] += 1;
    const check = this.#in(this.#checks, sample.tags.check ?? "", () => ({
      passes: 0,
      fails: 0,
      endpoint: sample.tags.name ?? "",
    }));
    check[passed ? "passes" : "fails"] += 1;
  }

  virtualUsers(sample: Sample): void {
    this.#second(sample).vus = sample.value;
  }

  #endpoint({ tags }: Sample): EndpointTally {
    const name = tags.name ?? "";
    const card = tags.card ?? "";
    return this.#in(this.#endpoints, `${card} ${name}`, () => ({
      card,
      name,
      outcomes: noOutcomes(),
      statuses: {},
      durations: [],
    }));
  }

  /** A sample is stamped at its end; one from before the start (clock change) counts in second 0. */
  #second({ timeMs }: Sample): SecondTally {
    const t = Math.max(0, Math.floor((timeMs - this.#startMs) / 1000));
    const second = this.#seconds[t] ?? { requests: 0, failed: 0, vus: null, durations: [] };
    this.#seconds[t] = second;
    return second;
  }

  #in<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
    const known = map.get(key);
    if (known !== undefined) return known;
    const made = make();
    map.set(key, made);
    return made;
  }
}

const readers: Readonly<Record<string, (tally: Tally, sample: Sample) => void>> = {
  http_reqs: (tally, sample) => tally.request(sample),
  http_req_duration: (tally, sample) => tally.duration(sample),
  http_req_failed: (tally, sample) => tally.failure(sample),
  checks: (tally, sample) => tally.check(sample),
  obcms_answers: (tally, sample) => tally.answer(sample),
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

function endpointRow({ card, name, outcomes, statuses, durations }: EndpointTally): EndpointResult {
  const known = endpointNames.find((endpoint) => endpoint === name);
  const row = known === undefined ? undefined : endpoints[known];
  const values = sorted(durations);
  return {
    name,
    card,
    method: row?.method ?? "?",
    path: row?.path ?? "?",
    access: row?.access ?? "read",
    persona: row?.as ?? "?",
    requests: Object.values(statuses).reduce((sum, count) => sum + count, 0),
    outcomes,
    statuses,
    duration: {
      p50: quantile(values, 0.5),
      p90: quantile(values, 0.9),
      p95: quantile(values, 0.95),
      p99: quantile(values, 0.99),
      max: quantile(values, 1),
    },
  };
}

function noOutcomes(): OutcomeCounts {
  return { expected: 0, wrong_body: 0, signed_out: 0, throttled: 0, no_answer: 0, unexpected: 0 };
}
