// What each step of a snapshot or a restore is given: a way to tell of progress, and whether somebody pressed Ctrl-C.

import { Problem } from "../problem.ts";

export type Step = {
  /** One line of progress, for stderr. */
  say(line: string): void;
  readonly signal: AbortSignal;
};

/** Between two steps: an interrupted one throws, and whoever made something half takes it away. */
export function goOn({ signal }: Step): void {
  if (signal.aborted) throw interrupted();
}

export function interrupted(): Problem {
  return new Problem({
    what: "Interrupted.",
    saw: "Ctrl-C or SIGTERM before it was done",
    fix: "nothing: what was half done is taken away, and the database is as it was",
    exit: "interrupted",
  });
}

/** Addresses that a program or a driver repeats lose their password. */
export function masked(text: string): string {
  return text.replace(/(:\/\/[^\s:/@]*):[^\s/]*@/g, "$1:***@");
}
