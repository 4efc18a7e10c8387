// What was seen of a target: each fact with who told it, or why nobody could. sources/ ask, observe.ts puts together.

import type { ParitySource, ParityValue } from "../result/parity.ts";

export type Observation =
  | { readonly source: Exclude<ParitySource, "not observed">; readonly value: ParityValue }
  | { readonly source: "not observed"; readonly because: string };

/** By a fact's name. */
export type Observed = ReadonlyMap<string, Observation>;

/** What one source told. Facts that it could not tell have a sentence of their own, or that of all. */
export type Told = {
  readonly facts: Readonly<Record<string, ParityValue | undefined>>;
  readonly silent?: Readonly<Record<string, string | undefined>>;
  readonly because: string;
};

export const nothingTold = (because: string): Told => ({ facts: {}, because });

/** What a program says of its failure may hold an address; user and password are taken out of it. */
export function withoutPasswords(text: string): string {
  return text.replace(/\/\/\S*@/g, "//");
}
