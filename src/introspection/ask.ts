// Asks a target from inside: a small program runs in the shell of its manage.py, and prints one line of JSON.

import type { z } from "zod";
import { messageOf, Problem } from "../problem.ts";
import { endOf, type Manage, runManage } from "./manage.ts";

/** OBCMS prints while it starts, so the answer needs a word by which it is found. */
const ANSWER = "OBCMS_PERF_ANSWER ";

/** Django takes seconds to start, and may be in a container that is started for it. */
const LIMIT_MS = 60_000;

/** What is given to `shell -c`. */
export function shellProgram(program: string): string {
  return `import json\n${program}\nprint("${ANSWER}" + json.dumps(answer))\n`;
}

/**
 * `program`: Python that leaves its answer in a variable `answer`. `about` completes "The target did not say …".
 * Throws a Problem where the command cannot run, or says something else.
 */
export async function askInside<Schema extends z.ZodType>(
  manage: Manage,
  program: string,
  schema: Schema,
  about: string,
): Promise<z.output<Schema>> {
  const ended = await runManage(manage, ["shell", "-c", shellProgram(program)], [], () => {}, LIMIT_MS);
  const line = ended.stdout.split("\n").find((said) => said.startsWith(ANSWER));
  if (line === undefined)
    throw new Problem({
      what: `The target did not say ${about}.`,
      saw: `exit code ${ended.code}\n${endOf(ended)}`,
      fix: `try it by hand, with OBCMS's settings: ${manage.words.join(" ")} shell -c "print(1)"`,
      exit: "configuration",
    });
  try {
    return schema.parse(JSON.parse(line.slice(ANSWER.length)));
  } catch (cause) {
    throw new Problem({
      what: `The target was asked ${about}, and its answer cannot be read.`,
      saw: messageOf(cause),
      fix: "report this as a bug of obcms-perf, with OBCMS's version",
      exit: "configuration",
      cause,
    });
  }
}
