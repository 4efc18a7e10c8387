// What a calendar's reader would stumble over, and what it would not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventsDefect, icalendarDefect } from "../../tests/performance/k6/lib/icalendar.ts";

const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN"];
const event = [
  "BEGIN:VEVENT",
  "UID:1@a",
  "DTSTART;VALUE=DATE:20261126",
  "SUMMARY:a long",
  "  line",
  "END:VEVENT",
];
const text = (...lines: readonly string[]): string => `${lines.join("\r\n")}\r\n`;
const whole = [...head, ...event, "END:VCALENDAR"];

const cases: readonly (readonly [title: string, lines: readonly string[], defect: RegExp | undefined])[] = [
  ["a folded line belongs to the one before", whole, undefined],
  ["an event without UID", whole.filter((line) => !line.startsWith("UID")), /VEVENT without UID/],
  ["an event that never ends", whole.filter((line) => line !== "END:VEVENT"), /END:VCALENDAR closes VEVENT/],
  ["a calendar that never ends", whole.slice(0, -1), /VCALENDAR is never closed/],
  ["a calendar without events", [...head, "END:VCALENDAR"], /no event/],
  ["a page instead of a calendar", ["<html>"], /no content line/],
];
for (const [title, lines, defect] of cases) {
  test(`iCalendar: ${title}`, () => {
    const found = icalendarDefect(text(...lines));
    if (defect === undefined) assert.equal(found, undefined);
    else assert.match(found ?? "", defect);
  });
}

test("FullCalendar's events need a title and a start that is a date", () => {
  const whole = { count: 2, titles: ["a", "b"], starts: ["2026-11-26", "2026-11-26T08:00:00+08:00"] };
  assert.equal(eventsDefect(whole), undefined);
  assert.match(eventsDefect({ ...whole, starts: ["2026-11-26", "soon"] }) ?? "", /starts at soon/);
  assert.match(eventsDefect({ ...whole, starts: ["2026-11-26"] }) ?? "", /without a start/);
  assert.match(eventsDefect({ ...whole, titles: ["b"] }) ?? "", /without a title/);
  assert.match(eventsDefect({ ...whole, titles: ["a", null] }) ?? "", /without a title/);
  assert.match(eventsDefect({ count: undefined, titles: undefined, starts: undefined }) ?? "", /no list/);
});
