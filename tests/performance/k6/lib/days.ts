// Days as calendars write them.

const DAY_MS = 24 * 3600 * 1000;

/** `2026-11-26`; of a part of a day, the moment: `2026-11-26T00:14:24.000Z`. UTC. */
export function daysFromToday(days: number): string {
  const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const text = new Date(midnight + days * DAY_MS).toISOString();
  return Number.isInteger(days) ? text.slice(0, 10) : text;
}

/** Of a whole day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}
