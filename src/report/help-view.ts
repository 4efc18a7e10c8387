// What would help most: the parts of endpoints and the statement that took most time, the longest first.

import type { Result } from "../result/result.ts";
import { count, seconds, share } from "./format.ts";
import { contributions, splitParts } from "./split-view.ts";
import { standsOut, statementLine, topStatement } from "./target-view.ts";

export type Help = {
  readonly name: string;
  readonly what: string;
  /** By which they are ranked: of all answers, or of the database. */
  readonly seconds: number;
  /** What points at the cause; empty where nothing does. */
  readonly hint: string;
};

/** Characters of a statement; the table of statements has the whole. */
const STATEMENT = 160;

export function helps(result: Pick<Result, "endpoints" | "probes">): Help[] {
  const parts = contributions(result.endpoints).map(
    ({ endpoint, part, seconds: took, share: of, hint }): Help => ({
      name: endpoint,
      what: `${splitParts[part]}, ${seconds(took)}, ${share(of)} of all time in answers`,
      seconds: took,
      hint,
    }),
  );
  return [...parts, ...statement(result)].sort((a, b) => b.seconds - a.seconds);
}

function statement(result: Pick<Result, "probes">): Help[] {
  const top = topStatement(result);
  if (top === undefined || !standsOut(top)) return [];
  return [
    {
      name: "one database statement",
      what: `${seconds(top.seconds)}, ${share(top.share)} of the database's time, in ${count(top.calls)} calls`,
      seconds: top.seconds,
      hint: statementLine(top.text, STATEMENT),
    },
  ];
}
