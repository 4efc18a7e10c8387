// Days and moments around the day that a dataset is for, as Django's fixtures write them.

/** YYYY-MM-DD, so many days after a day; before it where the number is negative. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A moment in UTC: OBCMS's zone has no part in it, so a fixture loads the same everywhere. */
export function momentOf(day: string, hour = 4): string {
  return `${day}T${String(hour).padStart(2, "0")}:00:00Z`;
}

/** `loaddata` saves rows as they are: OBCMS does not fill these in, and neither may be null. */
export function madeOn(day: string): { created_at: string; updated_at: string } {
  return { created_at: momentOf(day), updated_at: momentOf(day, 5) };
}
