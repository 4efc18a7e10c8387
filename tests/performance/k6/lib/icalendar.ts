// Whether a text is a calendar by RFC 5545, as far as a reader would stumble: lines, nesting, what an event must have.

/** Not DTSTAMP, which RFC 5545 3.6.1 wants too: OBCMS never writes it (found here), and readers do without. */
const REQUIRED = { VCALENDAR: ["VERSION", "PRODID"], VEVENT: ["UID", "DTSTART"] } as const;
/** RFC 5545 3.1: a line has at most 75 octets; readers take more, so only what is far beyond is a defect. */
const LONGEST_LINE = 100_000;
const NAME = /^[A-Z][A-Z0-9-]*$/;

/**
 * What is wrong, in a few words; undefined when nothing is. A folded line needs no unfolding: what is looked at stands
 * before its first fold. By index and without a regular expression for each line, because in k6's JavaScript those took
 * 85 ms for a feed of 0.3 MB, and there are ten thousand lines in it.
 */
export function icalendarDefect(text: string): string | undefined {
  const open: { readonly name: string; readonly seen: Set<string> }[] = [];
  const names = new Set<string>();
  let events = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(start, next).trimEnd();
    start = next;
    if (line === "" || line.startsWith(" ") || line.startsWith("\t")) continue;
    if (line.length > LONGEST_LINE) return "a line is far too long";
    const colon = line.indexOf(":");
    const semicolon = line.indexOf(";");
    const name = line.slice(0, semicolon !== -1 && semicolon < colon ? semicolon : Math.max(colon, 0));
    if (!names.has(name)) {
      if (!NAME.test(name)) return `no content line: ${line.slice(0, 40)}`;
      names.add(name);
    }
    if (name === "BEGIN") {
      const component = line.slice(colon + 1);
      open.push({ name: component, seen: new Set() });
      if (component === "VEVENT") events += 1;
    } else if (name === "END") {
      const component = line.slice(colon + 1);
      const closed = open.pop();
      if (closed?.name !== component) return `END:${component} closes ${closed?.name ?? "nothing"}`;
      const required = REQUIRED[component as keyof typeof REQUIRED] ?? [];
      const missing = required.find((property) => !closed.seen.has(property));
      if (missing !== undefined) return `${component} without ${missing}`;
    } else open[open.length - 1]?.seen.add(name);
  }
  const [unclosed] = open;
  if (unclosed !== undefined) return `${unclosed.name} is never closed`;
  return events === 0 ? "no event" : undefined;
}

/** What FullCalendar reads of a list of events: how many there are, and those titles and starts that they have. */
export type Events = { readonly count: unknown; readonly titles: unknown; readonly starts: unknown };

/** The same of FullCalendar's JSON: each event has a title and a start that is a date. */
export function eventsDefect({ count, titles, starts }: Events): string | undefined {
  if (typeof count !== "number" || !Array.isArray(titles) || !Array.isArray(starts))
    return "no list of events";
  if (titles.length < count || titles.some((title) => typeof title !== "string"))
    return "an event without a title";
  if (starts.length < count) return "an event without a start";
  const undated = starts.find((start) => typeof start !== "string" || Number.isNaN(Date.parse(start)));
  return undated === undefined ? undefined : `an event starts at ${String(undated)}`;
}
