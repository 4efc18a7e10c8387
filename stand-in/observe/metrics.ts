// Counts and latencies of this process under the names that django-prometheus uses, for `/metrics/metrics`.
// OBCMS runs several processes and answers with the figures of one of them at random; the stand-in is one process.

import { type Family, familyText, histogram, labelled } from "./exposition.ts";

/** One answered request. */
export type Answered = {
  readonly method: string;
  /** Django's name of the view; undefined where no route fits. */
  readonly view: string | undefined;
  readonly status: number;
  readonly seconds: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly charset: string | undefined;
  /** The class of what was thrown; a 500 without one is counted as Exception. */
  readonly error: string | undefined;
  /** Redirected before the views' own middleware: counted, but by no view and no status. */
  readonly isEarly: boolean;
};

export type Metrics = { received(): void; answered(one: Answered): void; text(): string };

/** django-prometheus's defaults, in seconds; and the powers of two for sizes in bytes. */
const SECONDS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 75];
const BYTES = [0, ...Array.from({ length: 30 }, (_, power) => 2 ** power)];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH"];

export function createMetrics(): Metrics {
  const startedAt = Date.now() / 1000;
  const counts = {
    django_http_requests_before_middlewares_total: labelled(
      "Total count of requests before middlewares run.",
    ),
    django_http_responses_before_middlewares_total: labelled(
      "Total count of responses before middlewares run.",
    ),
    django_http_requests_total_by_method_total: labelled("Count of requests by method."),
    django_http_requests_total_by_transport_total: labelled("Count of requests by transport."),
    django_http_requests_total_by_view_transport_method_total: labelled(
      "Count of requests by view, transport, method.",
    ),
    django_http_responses_total_by_status_total: labelled("Count of responses by status."),
    django_http_responses_total_by_status_view_method_total: labelled(
      "Count of responses by status, view, method.",
    ),
    django_http_responses_total_by_charset_total: labelled("Count of responses by charset."),
    django_http_exceptions_total_by_type_total: labelled("Count of exceptions by object type."),
    django_http_exceptions_total_by_view_total: labelled("Count of exceptions by view."),
  };
  const spreads = {
    django_http_requests_latency_including_middlewares_seconds: histogram(
      "Histogram of requests processing time (including middleware processing time).",
      SECONDS,
    ),
    django_http_requests_latency_seconds_by_view_method: histogram(
      "Histogram of request processing time labelled by view.",
      SECONDS,
    ),
    django_http_requests_body_total_bytes: histogram("Histogram of requests by body size.", BYTES),
    django_http_responses_body_total_bytes: histogram("Histogram of responses by body size.", BYTES),
  };
  return {
    received: () => counts.django_http_requests_before_middlewares_total.add({}),
    answered(one) {
      counts.django_http_responses_before_middlewares_total.add({});
      spreads.django_http_requests_latency_including_middlewares_seconds.observe({}, one.seconds);
      if (one.isEarly) return;
      const method = METHODS.includes(one.method) ? one.method : "<invalid method>";
      const view = one.view ?? "<unnamed view>";
      const status = String(one.status);
      counts.django_http_requests_total_by_method_total.add({ method });
      counts.django_http_requests_total_by_transport_total.add({ transport: "http" });
      if (one.view !== undefined)
        counts.django_http_requests_total_by_view_transport_method_total.add({
          method,
          transport: "http",
          view,
        });
      counts.django_http_responses_total_by_status_total.add({ status });
      counts.django_http_responses_total_by_status_view_method_total.add({ method, status, view });
      if (one.charset !== undefined)
        counts.django_http_responses_total_by_charset_total.add({ charset: one.charset });
      if (one.status === 500) {
        counts.django_http_exceptions_total_by_type_total.add({ type: one.error ?? "Exception" });
        counts.django_http_exceptions_total_by_view_total.add({ view });
      }
      spreads.django_http_requests_latency_seconds_by_view_method.observe({ method, view }, one.seconds);
      spreads.django_http_requests_body_total_bytes.observe({}, one.requestBytes);
      spreads.django_http_responses_body_total_bytes.observe({}, one.responseBytes);
    },
    text() {
      const families: Record<string, Family> = { ...processFamilies(startedAt), ...counts, ...spreads };
      return Object.entries(families)
        .map(([name, family]) => familyText(name, family))
        .join("");
    },
  };
}

function processFamilies(startedAt: number): Record<string, Family> {
  const { user, system } = process.cpuUsage();
  const gauge = (help: string, value: number, type = "gauge"): Family => ({
    help,
    type,
    lines: (name) => [`${name} ${value}`],
  });
  return {
    process_resident_memory_bytes: gauge("Resident memory size in bytes.", process.memoryUsage.rss()),
    process_start_time_seconds: gauge("Start time of the process since unix epoch in seconds.", startedAt),
    process_cpu_seconds_total: gauge(
      "Total user and system CPU time spent in seconds.",
      (user + system) / 1e6,
      "counter",
    ),
  };
}
