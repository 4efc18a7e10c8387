// What one request costs, by part: database, template, cache. Measured where the work is done, for the request that runs.
// Views are synchronous, so at any moment at most one request runs, and one variable tells which; no request, no cost.

export type Spent = {
  dbMs: number;
  queries: number;
  /** Statements whose text was executed before in the same request, whatever their parameters: the sign of an N+1. */
  duplicates: number;
  /** Those that statements returned, and those of the statement that returned most. */
  rows: number;
  largest: number;
  templateMs: number;
  cacheMs: number;
  hits: number;
  misses: number;
  readonly seen: Set<string>;
};

let current: Spent | undefined;

export function nothingSpent(): Spent {
  return {
    dbMs: 0,
    queries: 0,
    duplicates: 0,
    rows: 0,
    largest: 0,
    templateMs: 0,
    cacheMs: 0,
    hits: 0,
    misses: 0,
    seen: new Set(),
  };
}

/** Does the work and adds what it costs; undefined measures nothing. */
export function spending<T>(spent: Spent | undefined, work: () => T): T {
  const before = current;
  current = spent;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** One statement: its time, that it was executed, and the rows that it returned. */
export function spentOnQuery<T>(sql: string, work: () => T, rowsOf: (found: T) => number = () => 0): T {
  if (current === undefined) return work();
  current.queries += 1;
  if (current.seen.has(sql)) current.duplicates += 1;
  else current.seen.add(sql);
  const found = timed("dbMs", work);
  const rows = rowsOf(found);
  current.rows += rows;
  current.largest = Math.max(current.largest, rows);
  return found;
}

export function spentOnTemplate<T>(work: () => T): T {
  return current === undefined ? work() : timed("templateMs", work);
}

/** A look-up counts as a hit or a miss; what is written counts as neither. */
export function spentOnCache<T>(kind: "look-up" | "write", work: () => T): T {
  if (current === undefined) return work();
  const found = timed("cacheMs", work);
  if (kind === "look-up") current[found === undefined ? "misses" : "hits"] += 1;
  return found;
}

function timed<T>(part: "dbMs" | "templateMs" | "cacheMs", work: () => T): T {
  const spent = current;
  const start = performance.now();
  try {
    return work();
  } finally {
    if (spent !== undefined) spent[part] += performance.now() - start;
  }
}
