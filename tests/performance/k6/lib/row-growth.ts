// Whether the statements of a page grow with its rows (N+1), seen from outside: each answer beside another of the same page
// that had far more rows, or far fewer.

/** What the target said of one answer. */
export type Counted = {
  /** Of the statement that returned most: of all together, those that an N+1 returns would be part of its own measure. */
  readonly rows: number;
  readonly queries: number;
  /** How many different texts those statements had. */
  readonly texts: number;
};

/** Nearer answers say little: one statement more is a tenth for each row then. */
const ROWS_APART = 10;
/**
 * What executes other texts went another way through its code: the cache knew nothing, or a list was empty. Below this
 * such statements would look like some for each row; above it only what really grows does.
 */
const ROWS_APART_ON_ANOTHER_WAY = 50;

/**
 * A function that takes the answers of one virtual user one by one, and returns how many statements more each row more
 * was, compared with that answer of the page so far which is farthest from it in rows; never below 0. Undefined where
 * none is far enough. It remembers two answers of each page.
 */
export function rowGrowth(): (page: string, counted: Counted) => number | undefined {
  const seen: Record<string, { fewest: Counted; most: Counted } | undefined> = {};
  return (page, counted) => {
    seen[page] ??= { fewest: counted, most: counted };
    const extremes = seen[page];
    // Of several as large the latest: the first answers of a session pay for permissions that are in no cache yet.
    if (counted.rows <= extremes.fewest.rows) extremes.fewest = counted;
    if (counted.rows >= extremes.most.rows) extremes.most = counted;
    const { fewest, most } = extremes;
    return perRow(counted, most.rows - counted.rows > counted.rows - fewest.rows ? most : fewest);
  };
}

function perRow(some: Counted, others: Counted): number | undefined {
  const apart = Math.abs(some.rows - others.rows);
  const isAnotherWay = 2 * Math.abs(some.texts - others.texts) > apart;
  if (apart < (isAnotherWay ? ROWS_APART_ON_ANOTHER_WAY : ROWS_APART)) return undefined;
  return Math.max(0, (some.queries - others.queries) / (some.rows - others.rows));
}
