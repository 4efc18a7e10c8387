// Whether a text is a calendar by RFC 5545, as far as a reader would stumble: lines, nesting, what an event must have.

/** Not DTSTAMP, which RFC 5545 3.6.1 wants too: OBCMS never writes it (found here), and readers do without. */
const REQUIRED = { VCALENDAR: ["VERSION", "PRODID"], VEVENT: ["UID", "DTSTART"] } as const;
/** RFC 5545 3.1: a line has at most 75 octets; readers take more, so only what is far beyond is a defect. */
const LONGEST_LINE = 100_000;

/** What is wrong, in a few words; undefined when nothing is. */
export function icalendarDefect(text: string): string | undefined {
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const open: { readonly name: string; readonly seen: Set<string> }[] = [];
  let events = 0;
  for (const line of lines) {
    if (line === "") continue;
    if (line.length > LONGEST_LINE) return "a line is far too long";
    const [, name = "", value = ""] = /^([A-Z][A-Z0-9-]*)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (name === "") return `no content line: ${line.slice(0, 40)}`;
    if (name === "BEGIN") {
      open.push({ name: value, seen: new Set() });
      if (value === "VEVENT") events += 1;
    } else if (name === "END") {
      const closed = open.pop();
      if (closed?.name !== value) return `END:${value} closes ${closed?.name ?? "nothing"}`;
      const required = REQUIRED[value as keyof typeof REQUIRED] ?? [];
      const missing = required.find((property) => !closed.seen.has(property));
      if (missing !== undefined) return `${value} without ${missing}`;
    } else open.at(-1)?.seen.add(name);
  }
  const [unclosed] = open;
  if (unclosed !== undefined) return `${unclosed.name} is never closed`;
  return events === 0 ? "no event" : undefined;
}

/** The same of FullCalendar's JSON: each event has a title and a start that is a date. */
export function eventsDefect(events: unknown): string | undefined {
  if (!Array.isArray(events)) return "no list of events";
  for (const event of events as { title?: unknown; start?: unknown }[]) {
    if (typeof event.title !== "string") return "an event without a title";
    if (typeof event.start !== "string" || Number.isNaN(Date.parse(event.start)))
      return `an event starts at ${String(event.start)}`;
  }
  return undefined;
}
