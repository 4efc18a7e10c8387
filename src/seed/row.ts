// One row of a Django fixture, and how it names others. All generators make these; write.ts stores them as lines.

import { hashOf } from "./random.ts";

/** Without a pk Django finds a row by its natural key, or makes a new one: of these models only users have such a key. */
export type Row = {
  readonly model: string;
  readonly pk?: string | number;
  readonly fields: Readonly<Record<string, unknown>>;
};

/**
 * The first of our numbers, where a model numbers its rows. Far from a target's own, so that a dataset loaded beside
 * other rows replaces none of them.
 */
export const FIRST_ID = 1_000_001;

export function toLine(row: Row): string {
  return `${JSON.stringify(row)}\n`;
}

/** A user as others refer to it: by its natural key. */
export type UserKey = readonly [username: string];

/**
 * The UUID of a noun's n-th row, the same wherever it is asked for, so that no generator keeps lists of what exists.
 * The first 32 bits are a bijection of the index: no two are equal, and they lie as scattered as OBCMS's own.
 */
export function uuidOf(seed: number, noun: string, index: number): string {
  const key = `${seed} ${noun}`;
  const { first, end } = nouns.get(key) ?? partsOf(seed, noun);
  nouns.set(key, { first, end });
  return hex(Math.imul(index + 1, 0x9e3779b1) ^ first, 8) + end;
}

type Parts = { readonly first: number; readonly end: string };
/** What all UUIDs of a noun have in common. */
const nouns = new Map<string, Parts>();

function partsOf(seed: number, noun: string): Parts {
  const [first, second, third] = [`${noun}/1`, `${noun}/2`, `${noun}/3`].map((text) =>
    hashOf(seed, text),
  ) as [number, number, number];
  const end = `-${hex(second, 4)}-4${hex(third, 3)}-8${hex(second ^ third, 3)}-${hex(third, 8)}${hex(first, 4)}`;
  return { first, end };
}

function hex(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(8, "0").slice(0, digits);
}
