// Empties what was asked for, one after the other, and stops between two of them on Ctrl-C.

import { Problem } from "../problem.ts";
import { type Flush, type Flushed, flushedSentence } from "./flush.ts";
import type { Flushable } from "./guard.ts";

type Watch = {
  readonly signal: AbortSignal;
  /** One line of progress. */
  readonly say: (line: string) => void;
  /** After each. */
  readonly onFlushed?: (flushed: Flushed) => Promise<void>;
};

/** Throws a Problem, which names what was emptied before somebody pressed Ctrl-C. */
export async function flushInOrder(flush: Flush, { signal, say, onFlushed }: Watch): Promise<Flushed[]> {
  const done: Flushed[] = [];
  for (const what of flush.wanted) {
    if (signal.aborted) throw interrupted(done);
    say(`emptying the ${what} …`);
    const flushed = await flush.empty(what).catch((error: unknown) => {
      // Ctrl-C reaches manage.py, too.
      throw signal.aborted ? interrupted(done, what) : error;
    });
    say(`${what}: ${flushedSentence(flushed)}`);
    done.push(flushed);
    await onFlushed?.(flushed);
  }
  if (signal.aborted) throw interrupted(done);
  return done;
}

function interrupted(done: readonly Flushed[], during?: Flushable): Problem {
  const emptied = done.map((flushed) => `${flushed.what}: ${flushedSentence(flushed)}`);
  return new Problem({
    what: "Interrupted while cache or queue were emptied; nothing else was sent.",
    saw: [
      ...(emptied.length === 0 ? ["nothing had been emptied"] : emptied),
      ...(during === undefined ? [] : [`the ${during} may have been emptied: as a whole, or not at all`]),
    ].join("\n"),
    fix: "nothing: there is no half state; do it again when you want it",
    exit: "interrupted",
  });
}
