// Invented sentences about office work, so that pages and fragments weigh about what real ones do.

import type { Random } from "./random.ts";

const SUBJECTS = ["The team", "The office", "Each barangay", "The municipality", "A local council"] as const;
const VERBS = ["reviews", "prepares", "supports", "plans", "reports on", "follows up"] as const;
const OBJECTS = [
  "livelihood training",
  "water and road works",
  "school supplies",
  "a health mission",
  "community records",
  "a peace dialogue",
] as const;
const ENDS = [
  "before the quarter ends",
  "with its partners",
  "as agreed last year",
  "in two phases",
  "for two hundred families",
] as const;

export function sentences(random: Random, count: number): string {
  return Array.from(
    { length: count },
    () => `${random.pick(SUBJECTS)} ${random.pick(VERBS)} ${random.pick(OBJECTS)} ${random.pick(ENDS)}.`,
  ).join(" ");
}

/** A few words for a title. */
export function topic(random: Random): string {
  const [object, end] = [random.pick(OBJECTS), random.pick(ENDS)];
  return `${object.charAt(0).toUpperCase()}${object.slice(1)} ${end}`;
}
