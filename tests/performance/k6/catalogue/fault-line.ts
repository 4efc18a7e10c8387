// The line of k6's log by which the suite says what was wrong where a budget can only count: written and read here.

/** `aspect`: of a question with one right answer, or the kind of an integrity fault. */
export type Fault = { readonly card: string; readonly aspect: string; readonly what: string };

export function faultLine({ card, aspect, what }: Fault): string {
  return `fault of ${card}, ${aspect}: ${what}`;
}

/** Undefined for any other message. */
export function parseFault(message: string): Fault | undefined {
  const [, card, aspect, what] = /^fault of (\w+), (\w+): (.+)$/s.exec(message) ?? [];
  return card === undefined || aspect === undefined || what === undefined
    ? undefined
    : { card, aspect, what };
}
