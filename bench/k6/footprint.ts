// Run by bench/footprint.ts: the whole suite as main.ts loads it; each virtual user runs one iteration of it, or nothing.
// The load is the bench's own: one that profiles give would grow with the budgets.

import type { Options } from "k6/options";
import type { Dataset } from "../../tests/performance/k6/lib/dataset.ts";
import { apiCrud } from "../../tests/performance/k6/main.ts";

const iterates = __ENV.BENCH_WORK === "iteration";

export const options: Options = {
  scenarios: {
    bench: {
      executor: "per-vu-iterations",
      exec: "work",
      vus: Number(__ENV.BENCH_VUS),
      iterations: 1,
      maxDuration: "300s",
    },
  },
  noCookiesReset: true,
  maxRedirects: 0,
  // A journey that throws at its first line would pass for one that needs little.
  thresholds: iterates ? { obcms_iterations_completed: [`count==${__ENV.BENCH_VUS}`] } : {},
};

const ids = Array.from({ length: 10 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);

/** In place of the suite's setup(), which reads from the target's pages what there is to work on. */
export function setup(): Dataset {
  return {
    marker: "perf-bench",
    workItems: ids,
    monitoringEntries: ids,
    communities: ids.map((_, index) => String(index + 1)),
    organizations: ids,
    probeCursor: undefined,
    storageBytes: undefined,
    coverages: ids.map((_, index) => ({ coverage: index + 1, municipality: index + 1 })),
  };
}

export function work(dataset: Dataset): void {
  if (iterates) apiCrud(dataset);
}
