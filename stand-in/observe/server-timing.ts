// The Server-Timing header: what an answer cost the server, by part. OBCMS sends none of its own; a settings overlay adds
// it there, and the stand-in sends it in the same form. Only who asks for it gets it: it tells about the inside.

import type { IncomingHttpHeaders } from "node:http";
import { PROBE_HEADER } from "../../tests/performance/k6/catalogue/probe-header.ts";
import type { Spent } from "./spent.ts";

/** `off`: never. `all`: on every answer. Anything else is the secret that a request has to carry in PROBE_HEADER. */
export type ServerTiming = "off" | "all" | { readonly secret: string };

export function readServerTiming(text: string): ServerTiming {
  return text === "off" || text === "all" ? text : { secret: text };
}

export function wantsTiming(mode: ServerTiming, headers: IncomingHttpHeaders): boolean {
  if (mode === "off" || mode === "all") return mode === "all";
  return headers[PROBE_HEADER] === mode.secret;
}

/**
 * `total;dur=12.3, db;dur=4.5;desc="queries=5 duplicates=2 rows=120 largest=100", template;dur=1.2,
 * cache;dur=0.1;desc="hits=3 misses=1"`, in milliseconds. The total runs from the first byte read to the answer's head; what no part claims is the views' code
 * and whatever a fault made the request wait.
 */
export function serverTiming(totalMs: number, spent: Spent): string {
  const { dbMs, queries, duplicates, rows, largest, templateMs, cacheMs, hits, misses } = spent;
  return [
    `total;dur=${totalMs.toFixed(3)}`,
    `db;dur=${dbMs.toFixed(3)};desc="queries=${queries} duplicates=${duplicates} rows=${rows} largest=${largest}"`,
    `template;dur=${templateMs.toFixed(3)}`,
    `cache;dur=${cacheMs.toFixed(3)};desc="hits=${hits} misses=${misses}"`,
  ].join(", ");
}
