// Where the suite and the run folders are.

import { fileURLToPath } from "node:url";

export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));
export const suiteFolder = fileURLToPath(new URL("../../tests/performance/k6/", import.meta.url));
/** The file given to `k6 run`. */
export const suiteMain = fileURLToPath(new URL("../../tests/performance/k6/main.ts", import.meta.url));
/** Named states of targets' databases. */
export const snapshotsFolder = fileURLToPath(
  new URL("../../reports/performance/snapshots/", import.meta.url),
);
export const runsFolder = fileURLToPath(new URL("../../reports/performance/runs/", import.meta.url));
