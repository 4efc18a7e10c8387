// What may be printed of an answer: tokens, cookies and passwords in it are replaced by a mark.

import type { Memory } from "./case.ts";

const MARK = "…";
const shapes: readonly [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, MARK],
  // A token that was cut off.
  [/eyJ[\w-]{8,}/g, MARK],
  [/\b(sessionid|csrftoken)=[^;"\s]+/g, `$1=${MARK}`],
  [/(name=\\?"csrfmiddlewaretoken\\?" value=)\\?"\w+/g, `$1"${MARK}`],
  [/(name=\\?"csrf-token\\?" content=)\\?"\w+/g, `$1"${MARK}`],
];

/** Passwords and tokens of `memory` are among what is masked. */
export function masked(text: string, memory: Readonly<Memory>): string {
  const known = Object.entries(memory)
    .filter(([name, value]) => /password|token|refresh|rotated|access/i.test(name) && value.length > 3)
    .map(([, value]) => value);
  const plain = known.reduce((rest, secret) => rest.replaceAll(secret, MARK), text);
  return shapes.reduce((rest, [shape, instead]) => rest.replace(shape, instead), plain);
}
