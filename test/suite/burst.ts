// Run by test/load/queueing.test.ts: virtual users that all ask at the same moment, by the suite's own client.

import { sleep } from "k6";
import exec from "k6/execution";
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

/** Long enough for all of them to have connected. */
const AFTER_MS = 1500;

const visitor = newVisitor();

export function setup(): number {
  return Date.now() + AFTER_MS;
}

export default function burst(at: number): void {
  if (exec.vu.iterationInScenario === 0) {
    // A connection that a server has taken already, without a request on it, is no wait of a request.
    send(visitor, "health");
    sleep(Math.max(0, at - Date.now()) / 1000);
  }
  send(visitor, "readiness");
}
