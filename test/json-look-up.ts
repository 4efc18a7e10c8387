// Values of a JSON text by path, for judging answers where there is no k6 with its own selectors.

import { type JsonLookUp, lookUp, parseJson } from "../tests/performance/k6/lib/answer.ts";

export function jsonLookUp(text: string): JsonLookUp {
  const value = parseJson(text);
  return (path) => lookUp(value, path);
}
