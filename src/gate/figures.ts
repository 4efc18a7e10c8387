// In which unit a budget's figures are shown where only its id is at hand.

import type { Unit } from "../report/format.ts";
import { promiseOf } from "../risk/promise.ts";

/** A plain count for a budget that the catalogue of today no longer has. */
export function unitOf(scenario: string, budget: string): Unit {
  return promiseOf(scenario, budget)?.unit ?? "count";
}
