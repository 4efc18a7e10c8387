// Run by test/load/queueing.test.ts: virtual users that all ask at once, by the suite's own client.

import type { Options } from "k6/options";
import { newVisitor, send } from "../../tests/performance/k6/lib/client.ts";

export const options: Options = {
  scenarios: {
    burst: {
      executor: "per-vu-iterations",
      vus: Number(__ENV.BURST_VUS),
      iterations: Number(__ENV.BURST_ITERATIONS),
      maxDuration: "60s",
    },
  },
  thresholds: { checks: ["rate==1"] },
};

const visitor = newVisitor();

export default function burst(): void {
  send(visitor, "readiness");
}
