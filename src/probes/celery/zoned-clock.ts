// Which moment a clock on the wall shows: a log's lines carry the time of the worker's zone, and not its offset.

const QUARTER_MS = 15 * 60 * 1000;
const DAY_MS = 24 * 3600 * 1000;
/** Offsets that are remembered: of more than two weeks. */
const MOST_REMEMBERED = 2_000;

/**
 * `wallMs`: the time of the wall as if it were UTC's, milliseconds since 1970. The hour that autumn repeats is two moments:
 * the one nearer to `nearMs` is meant, which is when the line was read. The hour that spring leaves out is read by the offset
 * before it. Milliseconds since 1970.
 */
export type ZonedClock = (wallMs: number, nearMs: number) => number;

/** Throws a RangeError where nobody knows the zone. */
export function zonedClock(zone: string): ZonedClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const remembered = new Map<number, number>();
  // Zones change their offset at a quarter of an hour, if at all.
  const offsetAt = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const known = remembered.get(quarter);
    if (known !== undefined) return known;
    const start = quarter * QUARTER_MS;
    const parts = Object.fromEntries(
      format.formatToParts(start).map(({ type, value }) => [type, Number(value)]),
    ) as Record<Intl.DateTimeFormatPartTypes, number>;
    const shown = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(quarter, shown - start);
    return shown - start;
  };
  return (wallMs, nearMs) => {
    const before = offsetAt(wallMs - DAY_MS);
    const after = offsetAt(wallMs + DAY_MS);
    if (before === after) return wallMs - before;
    const fitting = [wallMs - before, wallMs - after].filter((ms) => offsetAt(ms) === wallMs - ms);
    const [one = wallMs - before, other = one] = fitting;
    return Math.abs(one - nearMs) <= Math.abs(other - nearMs) ? one : other;
  };
}
