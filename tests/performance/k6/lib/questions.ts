// Questions that have one right answer, as samples: budgets allow none of them to be answered wrongly.
// Asked by auth-checks.ts, document-checks.ts and stream-checks.ts, each with a metric of its own.

import exec from "k6/execution";
import { faultLine } from "../catalogue/fault-line.ts";
import type { CustomMetric } from "../catalogue/metrics.ts";
import { addSample } from "./metrics.ts";

const told = new Set<string>();

/** Counts the answer under its aspect; of a wrong one `otherwise` is told. Returns whether it is right. */
export function ask(metric: CustomMetric, aspect: string, holds: boolean, otherwise: string): boolean {
  addSample(metric, 1, { aspect, result: holds ? "pass" : "fail" });
  if (!holds) warnOnce(faultLine({ card: String(exec.vu.metrics.tags.card), aspect, what: otherwise }));
  return holds;
}

/** Once for a virtual user: a defect of every answer would fill the log. */
export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}
