// What the target says that an answer cost it, as samples: the header Server-Timing, which a settings overlay of OBCMS sends.

import { parseServerTiming } from "../catalogue/server-timing.ts";
import { addSample, type SampleTags } from "./metrics.ts";
import { rowGrowth } from "./row-growth.ts";

/** Each part's figure by where it stands: `part.dur`, or `part.word` of its description. */
const figures = [
  ["obcms_server_ms", "total", "dur"],
  ["obcms_db_ms", "db", "dur"],
  ["obcms_template_ms", "template", "dur"],
  ["obcms_cache_ms", "cache", "dur"],
  ["obcms_cpu_ms", "cpu", "dur"],
  ["obcms_db_queries", "db", "queries"],
  ["obcms_duplicate_queries", "db", "duplicates"],
  ["obcms_cache_misses", "cache", "misses"],
] as const;

const growthOf = rowGrowth();

/**
 * `ms`: what the answer took for k6. Adds nothing where there is no header: the budgets on these figures then have no
 * data, and say so.
 */
export function recordServerTiming(
  header: string | undefined,
  { ms, ok }: { readonly ms: number; readonly ok: boolean },
  tags: SampleTags,
): void {
  if (header === undefined) return;
  const parts = parseServerTiming(header);
  addSample("obcms_server_timings", 1, tags);
  for (const [metric, part, figure] of figures) {
    const value = parts[`${part}.${figure}`];
    if (value !== undefined) addSample(metric, value, tags);
  }
  const total = parts["total.dur"];
  if (total !== undefined) addSample("obcms_outside_ms", ms - total, tags);
  if (parts["cpu.dur"] !== undefined) addSample("obcms_cpu_timings", 1, tags);
  if (ok) recordGrowth(parts, tags);
  const hits = parts["cache.hits"] ?? 0;
  const lookups = hits + (parts["cache.misses"] ?? 0);
  if (lookups === 0) return;
  addSample("obcms_cache_lookups", lookups, tags);
  for (let at = 0; at < lookups; at += 1) addSample("obcms_cache_hits", at < hits ? 1 : 0, tags);
}

/** Of right answers only: a refusal has few rows and few statements, and is no shorter list. */
function recordGrowth(parts: Readonly<Record<string, number>>, tags: SampleTags): void {
  const { "db.largest": rows, "db.queries": queries = 0, "db.duplicates": duplicates = 0 } = parts;
  if (rows === undefined) return;
  const perRow = growthOf(tags.name ?? "", { rows, queries, texts: queries - duplicates });
  if (perRow === undefined) return;
  addSample("obcms_row_pairs", 1, tags);
  addSample("obcms_queries_per_row", perRow, tags);
}
