// Times as OBCMS writes them: Asia/Manila, which has had no daylight saving since 1990, hence a fixed offset.

export { daysAfter } from "../src/seed/days.ts";

const MANILA_OFFSET_MS = 8 * 3600 * 1000;

/** `2026-11-24T04:10:08.580000+08:00`. JavaScript knows milliseconds only, so the last three digits are zeros. */
export function manilaTime(ms: number): string {
  return `${new Date(ms + MANILA_OFFSET_MS).toISOString().slice(0, -1)}000+08:00`;
}

/** A moment of a fixture, `2026-11-24T04:00:00Z`, as OBCMS writes whole seconds: `2026-11-24T12:00:00+08:00`. */
export function manilaMoment(utc: string): string {
  return `${new Date(Date.parse(utc) + MANILA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

export function manilaYear(ms: number): number {
  return new Date(ms + MANILA_OFFSET_MS).getUTCFullYear();
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-11-24` as a page shows it: `Nov 24, 2026`. */
export function shownDate(date: string): string {
  const [year, month, day] = date.split("-");
  return `${MONTHS[Number(month) - 1]} ${day}, ${year}`;
}
