// A line now and then while something slow runs, with the seconds it has taken. Called by release.ts and go-build.ts.

import type { Machine } from "./machine.ts";

/** Says `start` at once and `status()` with the elapsed seconds at each interval, until `work` ends. */
export async function withProgress<T>(
  machine: Machine,
  start: string,
  status: () => string,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = Date.now();
  machine.say(start);
  const timer = setInterval(() => {
    machine.say(`  ${Math.round((Date.now() - startedAt) / 1000)} s: ${status()}`);
  }, machine.limits.progress);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
