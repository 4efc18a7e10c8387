// Reads a Server-Timing header of the stand-in: milliseconds and counts by name.

import type { Answer } from "../../src/contract/case.ts";

export type Timing = Readonly<
  Record<
    "total" | "db" | "template" | "cache" | "queries" | "duplicates" | "rows" | "largest" | "hits" | "misses",
    number
  >
>;

export function timingOf({ headers }: Answer): Timing {
  const text = headers.get("server-timing") ?? "";
  const times = [...text.matchAll(/(\w+);dur=([\d.]+)/g)];
  const counts = [...text.matchAll(/(\w+)=(\d+)(?=[ "])/g)];
  return Object.fromEntries([...times, ...counts].map(([, name, value]) => [name, Number(value)])) as Timing;
}
