// Run by bench/footprint.ts: the least that a k6 script can be, to compare the suite's start and memory with.

import http from "k6/http";
import type { Options } from "k6/options";

export const options: Options = {
  scenarios: {
    bench: {
      executor: "per-vu-iterations",
      vus: Number(__ENV.BENCH_VUS),
      iterations: 1,
      maxDuration: "300s",
    },
  },
};

export default function ask(): void {
  http.get(`${__ENV.K6_BASE_URL}/health/`);
}
