// Answers to a list of questions: from flags, else from somebody at a terminal. Called by commands that write a file for a person.

import { createInterface } from "node:readline/promises";
import { Problem } from "../problem.ts";

export type Asking<Name extends string> = {
  /** In the order in which they are asked; a name is a flag, too. */
  readonly questions: Readonly<Record<Name, string>>;
  readonly known: Readonly<Partial<Record<NoInfer<Name>, string>>>;
  /** What is being made, with its article: `A risk acceptance`. */
  readonly of: string;
  /** The command, as one types it. */
  readonly command: string;
  /** Instead of the question as it stands in the table. */
  hint?(name: Name, answers: Partial<Record<Name, string>>): string;
};

/** Throws a Problem that names every flag that is missing where nobody sits at a terminal. */
export async function askFor<Name extends string>(asking: Asking<Name>): Promise<Record<Name, string>> {
  const { questions, known, of, command, hint } = asking;
  const names = Object.keys(questions) as Name[];
  const answers: Partial<Record<Name, string>> = {};
  for (const name of names) if (known[name] !== undefined) answers[name] = known[name];
  const missing = names.filter((name) => answers[name] === undefined);
  if (missing.length > 0 && process.stdin.isTTY !== true)
    throw new Problem({
      what: `${of} needs more than was given.`,
      saw: `missing: ${missing.map(flagOf).join(", ")}`,
      fix: missing.map((name) => `${flagOf(name)}: ${questions[name]}`).join("\n"),
      exit: "usage",
    });
  if (missing.length === 0) return answers as Record<Name, string>;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Without it the end of the input (Ctrl-D, Ctrl-C) would leave a question open for ever.
  const ended = new Promise<never>((_, reject) =>
    terminal.once("close", () => reject(notAnswered(of, command))),
  );
  ended.catch(() => {});
  try {
    for (const name of missing) {
      const question = `${hint?.(name, answers) ?? questions[name]}: `;
      answers[name] = (await Promise.race([terminal.question(question), ended])).trim();
    }
  } finally {
    terminal.close();
  }
  return answers as Record<Name, string>;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function notAnswered(of: string, command: string): Problem {
  return new Problem({
    what: `Not every question was answered, so nothing was written. ${of} needs them all.`,
    saw: "the input ended",
    fix: `ask again, or give the answers as flags: \`${command} --help\``,
    exit: "interrupted",
  });
}
