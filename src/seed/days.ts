// Days and moments around the day that a dataset is for, as Django's fixtures write them.

/** YYYY-MM-DD, so many days after a day; before it where the number is negative. */
export function daysAfter(day: string, days: number): string {
  const known = after.get(day) ?? new Map<number, string>();
  const found =
    known.get(days) ??
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  after.set(day, known.set(days, found));
  return found;
}

/** Some hundreds of days around one, asked for thousands of times while a stand-in starts. */
const after = new Map<string, Map<number, string>>();

/** A moment in UTC: OBCMS's zone has no part in it, so a fixture loads the same everywhere. */
export function momentOf(day: string, hour = 4): string {
  return `${day}T${String(hour).padStart(2, "0")}:00:00Z`;
}

/** `loaddata` saves rows as they are: OBCMS does not fill these in, and neither may be null. */
export function madeOn(day: string): { created_at: string; updated_at: string } {
  return { created_at: momentOf(day), updated_at: momentOf(day, 5) };
}
