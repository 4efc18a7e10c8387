// What is asked of calendar feeds and of updates beside them. lib/stream-checks.ts asks, budgets/calendar-streams.ts judges.

export const streamAspects = {
  feed: "a feed is what a calendar can read: iCalendar by RFC 5545, or FullCalendar's events",
  shown: "the writer's own feed shows an update within a second",
  kept: "of two people who change one item at once, neither loses the change",
} as const satisfies Record<string, string>;
export type StreamAspect = keyof typeof streamAspects;
