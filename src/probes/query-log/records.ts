// Statements in the lines that django.db.backends writes at level DEBUG: `(0.005) SELECT …; args=(…); alias=default`, behind
// whatever a formatter puts before. Statements and their arguments may go over several lines.

export type LoggedStatement = {
  readonly seconds: number;
  /** As it was logged: with its values, and with the arguments behind it. */
  readonly text: string;
};

/** Characters of a statement that are kept. */
const MOST_TEXT = 20_000;

const BEGINNING = /^[^(]{0,200}\((?<seconds>\d+\.\d{3})\) ?(?<text>.*)$/;
/** Django before 4.2 had no alias. */
const END = /; alias=[\w.-]+$|; args=(?:\(.*\)|\[.*\]|\{.*\}|None)$/;

export class Records {
  #begun: { seconds: number; text: string } | undefined;
  #unreadable = 0;
  #hasBegun = false;

  /** Statements that ended with these lines. */
  read(lines: readonly string[]): LoggedStatement[] {
    return lines.flatMap((line) => this.#readLine(line));
  }

  /** The one whose end has not come; it comes no more. */
  rest(): LoggedStatement[] {
    const begun = this.#begun;
    this.#begun = undefined;
    return begun === undefined ? [] : [begun];
  }

  /** Lines that belong to no statement. Those before the first one belong to one that nobody saw begin. */
  get unreadable(): number {
    return this.#unreadable;
  }

  #readLine(line: string): LoggedStatement[] {
    const { seconds, text } = BEGINNING.exec(line)?.groups ?? {};
    if (seconds !== undefined && text !== undefined) {
      // Two processes that write at once can cut a long one in two.
      const cut = this.rest();
      this.#hasBegun = true;
      this.#begun = { seconds: Number(seconds), text: text.slice(0, MOST_TEXT) };
      return [...cut, ...this.#endOf(line)];
    }
    if (this.#begun === undefined) {
      if (this.#hasBegun) this.#unreadable += 1;
      return [];
    }
    this.#begun.text = `${this.#begun.text}\n${line}`.slice(0, MOST_TEXT);
    return this.#endOf(line);
  }

  #endOf(line: string): LoggedStatement[] {
    return END.test(line) ? this.rest() : [];
  }
}
