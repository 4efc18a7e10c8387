// Sides of comparisons for tests: one with two figures, and that one with something changed.

import type { Figure, Side } from "../../src/compare/side.ts";

export const P95 = "endpoint api_regions_list p95";
export const FAILED = "endpoint api_regions_list failed";

const figure = (id: string, unit: Figure["unit"], value: number): Figure => ({
  id,
  unit,
  worse: "higher",
  value,
  samples: 500,
});

export const fingerprint = {
  id: "f0",
  k6: "2.2.0",
  suite: "5017e0000000aaaa",
  profile: "baseline",
  load: "10ad00000000bbbb",
  dataset: "da7a00000000cccc",
  target: "obcms 1.0.0 abc",
  configuration: "c0f1600000000ddd",
  generator: "Linux x64, 2 of 2 × CPU, 24 GiB",
  probes: ["Server-Timing"],
};

/** `ms`: the p(95). */
export function side(id: string, ms: number, change: Partial<Side> = {}, failed = 0): Side {
  return {
    id,
    startedAt: "2026-11-20T02:17:00.000Z",
    build: "1",
    environment: "staging",
    profile: "baseline",
    cards: ["api_crud"],
    target: ["obcms 1.0.0 abc"],
    fingerprint,
    ended: "completed",
    verdict: "PASS",
    figures: [figure(P95, "ms", ms), figure(FAILED, "rate", failed)],
    ...change,
  };
}
