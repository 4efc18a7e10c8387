// A number of runs as a flag gives it; for gate and ci keep.

import { Problem } from "../problem.ts";

/** Throws a Problem for what is no whole number from 1 to 9999. `example`: a command line with a right one. */
export function runCount(flag: string, text: string, example: string): number {
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text);
  throw new Problem({
    what: `${flag} ${text} is not a number of runs.`,
    saw: "a whole number from 1 is expected",
    fix: example,
    exit: "usage",
  });
}
