// What watches the target as a whole while others make the load, and ends when they have.

import { sleep } from "k6";
import exec from "k6/execution";
import { takeTargetSamples } from "../lib/target-samples.ts";

/** As often as probes look. */
const LOOK_EVERY_SECONDS = 1;
/** So long the others may take until they are at work. */
const BEGINNING_MS = 5000;

/** One iteration for the whole run. */
export function watchUntilNobodyWorks(): void {
  const began = Date.now();
  let cursor = takeTargetSamples(undefined);
  do {
    sleep(LOOK_EVERY_SECONDS);
    cursor = takeTargetSamples(cursor);
    // The one that is left is this one.
  } while (exec.instance.vusActive > 1 || Date.now() - began < BEGINNING_MS);
}
