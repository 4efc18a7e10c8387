// How a target writes into the header Server-Timing what an answer cost it:
// `total;dur=12.3, db;dur=4.5;desc="queries=5 duplicates=2 rows=120 largest=100", template;dur=1.2,
// cache;dur=0.1;desc="hits=3 misses=1"`; without rows where the database driver does not count them.

/** Figures by `part.name`, milliseconds or counts; what is no number is left out. */
export function parseServerTiming(header: string): Record<string, number> {
  const figuresByName: Record<string, number> = {};
  for (const entry of header.split(",")) {
    const part = entry.split(";")[0]?.trim() ?? "";
    for (const [, name, value] of entry.matchAll(/(\w+)=(\d+(?:\.\d+)?)/g)) {
      figuresByName[`${part}.${name}`] = Number(value);
    }
  }
  return figuresByName;
}
