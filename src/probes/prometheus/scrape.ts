// One answer of django-prometheus: which process gave it, and what that one has counted so far.

import { get as getPlain, type RequestOptions } from "node:http";
import { get as getSecure } from "node:https";
import { readSamples } from "./exposition.ts";

/** An answer of OBCMS has 30 to 320 kB, which grows with the views that were asked for. */
const MOST_BYTES = 8 * 2 ** 20;
/** Below what a look may take. */
const TIMEOUT_MS = 3_000;

const STARTED = "process_start_time_seconds";
const PROCESSOR = "process_cpu_seconds_total";
const COUNT = "django_http_requests_latency_seconds_by_view_method_count";
const SUM = "django_http_requests_latency_seconds_by_view_method_sum";
/** Described even where nothing was counted yet. */
const DESCRIBED = "# TYPE django_http_requests_";
/** The scrapes' own. */
const OWN_VIEW = "prometheus-django-metrics";

/** Requests and their seconds, by `METHOD view`. */
export type Counters = ReadonlyMap<string, { readonly requests: number; readonly seconds: number }>;

export type Scrape = {
  /** By which a process is known, seconds since 1970; undefined where the answer is all processes' together. */
  readonly startedAt: number | undefined;
  readonly isDjango: boolean;
  readonly processorSeconds: number;
  readonly requests: number;
  readonly counters: Counters;
};

export type Source = {
  readonly url: URL;
  readonly skipVerify: boolean;
  /** Undefined where the target asks for none. */
  readonly token: string | undefined;
};

/** Throws a sentence without the address's credentials. */
export async function scrape(source: Source): Promise<Scrape> {
  return readScrape(await textOf(source));
}

export function readScrape(text: string): Scrape {
  const samples = readSamples(text, new Set([STARTED, PROCESSOR, COUNT, SUM]));
  const figureOf = (name: string): number | undefined => samples.find((one) => one.name === name)?.value;
  const counters = new Map<string, { requests: number; seconds: number }>();
  for (const { name, labels, value } of samples) {
    const { view, method } = labels;
    if (view === undefined || view === OWN_VIEW || (name !== COUNT && name !== SUM)) continue;
    const key = `${method} ${view}`;
    const counter = counters.get(key) ?? { requests: 0, seconds: 0 };
    counter[name === COUNT ? "requests" : "seconds"] += value;
    counters.set(key, counter);
  }
  return {
    startedAt: figureOf(STARTED),
    isDjango: text.includes(DESCRIBED),
    processorSeconds: figureOf(PROCESSOR) ?? 0,
    requests: [...counters.values()].reduce((sum, { requests }) => sum + requests, 0),
    counters,
  };
}

/** Each time by a connection of its own: a kept one would be the same process's. */
function textOf({ url, skipVerify, token }: Source): Promise<string> {
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    agent: false,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    timeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    rejectUnauthorized: !skipVerify,
  };
  return new Promise((resolve, reject) => {
    const get = url.protocol === "https:" ? getSecure : getPlain;
    const request = get(url, options, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        const hint = [401, 403].includes(response.statusCode ?? 0)
          ? "; give what it asks for, OBCMS_PROBE_METRICS_TOKEN (METRICS_TOKEN of its settings)"
          : "";
        reject(new Error(`status ${response.statusCode} instead of metrics${hint}`));
        return;
      }
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
        parts.push(part);
        if (bytes > MOST_BYTES) request.destroy(new Error(`an answer of more than ${MOST_BYTES} bytes`));
      });
      response.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
      response.on("error", reject);
    });
    request.on("error", (error) =>
      reject(error.name === "AbortError" ? new Error(`no answer within ${TIMEOUT_MS / 1000} s`) : error),
    );
  });
}
