// Run by on-demand.test.ts in k6: answers that say what they cost, without a target, and the thresholds of the budgets that
// OBCMS_BUDGETS asks for.

import type { Options } from "k6/options";
import { budgetsFor } from "../../tests/performance/k6/catalogue/budgets.ts";
import { thresholdsOf } from "../../tests/performance/k6/catalogue/thresholds.ts";
import { recordServerTiming } from "../../tests/performance/k6/lib/server-timing.ts";

const ANSWERS = 60;
const overrides = JSON.parse(String(__ENV.OBCMS_BUDGETS));
const headers: string[] = JSON.parse(String(__ENV.HEADERS));
const tags = { card: "executive_analytics", name: "trends", access: "read" };

const budgets = budgetsFor({
  cards: ["executive_analytics"],
  profile: "baseline",
  isIncluded: () => true,
  overrides,
}).filter(({ id }) => Object.hasOwn(overrides, id));

export const options: Options = { vus: 1, iterations: 1, thresholds: thresholdsOf(budgets) };

export default function answer(): void {
  for (let at = 0; at < ANSWERS; at += 1)
    recordServerTiming(headers[at % headers.length], { ms: 120, ok: __ENV.OUTCOME === "right" }, tags);
}

export function handleSummary(data: { metrics: Record<string, { thresholds?: object }> }): object {
  const judged = Object.entries(data.metrics).flatMap(([key, { thresholds }]) =>
    Object.entries(thresholds ?? {}).map(([expression, { ok }]) => [`${key} ${expression}`, ok]),
  );
  return { stdout: JSON.stringify(Object.fromEntries(judged)) };
}
