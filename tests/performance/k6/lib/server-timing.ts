// What the target says that an answer cost it, as samples: the header Server-Timing, which a settings overlay of OBCMS sends.

import { parseServerTiming } from "../catalogue/server-timing.ts";
import { addSample, type SampleTags } from "./metrics.ts";

/** Each part's figure by where it stands: `part.dur`, or `part.word` of its description. */
const figures = [
  ["obcms_server_ms", "total", "dur"],
  ["obcms_db_ms", "db", "dur"],
  ["obcms_template_ms", "template", "dur"],
  ["obcms_cache_ms", "cache", "dur"],
  ["obcms_cpu_ms", "cpu", "dur"],
  ["obcms_db_queries", "db", "queries"],
  ["obcms_duplicate_queries", "db", "duplicates"],
] as const;

/**
 * `ms`: what the answer took for k6. Adds nothing where there is no header: the budgets on these figures then have no
 * data, and say so.
 */
export function recordServerTiming(header: string | undefined, ms: number, tags: SampleTags): void {
  if (header === undefined) return;
  const parts = parseServerTiming(header);
  addSample("obcms_server_timings", 1, tags);
  for (const [metric, part, figure] of figures) {
    const value = parts[`${part}.${figure}`];
    if (value !== undefined) addSample(metric, value, tags);
  }
  const total = parts["total.dur"];
  if (total !== undefined) addSample("obcms_outside_ms", ms - total, tags);
  const hits = parts["cache.hits"] ?? 0;
  const lookups = hits + (parts["cache.misses"] ?? 0);
  if (lookups === 0) return;
  addSample("obcms_cache_lookups", lookups, tags);
  for (let at = 0; at < lookups; at += 1) addSample("obcms_cache_hits", at < hits ? 1 : 0, tags);
}
