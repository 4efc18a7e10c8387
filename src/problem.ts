// The one error that a user is meant to read: what failed, what was seen, what to do.
// Thrown by library code; printed and turned into an exit code by cli.ts alone.

import type { ExitName } from "./exit-codes.ts";

export type ProblemParts = {
  /** What failed, with the value: `No password for persona "staff".` */
  what: string;
  /** What was seen, looked at or allowed. */
  saw: string;
  /** What to do next, as a command where possible. */
  fix: string;
  exit: ExitName;
  cause?: unknown;
};

export class Problem extends Error {
  readonly what: string;
  readonly saw: string;
  readonly fix: string;
  readonly exit: ExitName;

  constructor(parts: ProblemParts) {
    super(parts.what, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = "Problem";
    this.what = parts.what;
    this.saw = parts.saw;
    this.fix = parts.fix;
    this.exit = parts.exit;
  }

  /** The three lines that a person reads. Ends without a newline. */
  toText(): string {
    return [`✗ ${this.what}`, `    saw  ${indent(this.saw)}`, `    do   ${indent(this.fix)}`].join("\n");
  }
}

function indent(text: string): string {
  return text.trim().split("\n").join("\n         ");
}

/** What a caught value says of itself. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
