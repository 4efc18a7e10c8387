// Seeded randomness: the same seed gives the same rows. The stand-in draws from it too.

export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
};

/** One generator for each noun, so that more rows of one leave the others as they were. */
export function randomFor(seed: number, noun: string): Random {
  return drawsFrom(hashOf(seed, noun));
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a test database. */
export function drawsFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return { next, between, pick: (items) => items[between(0, items.length - 1)] ?? items[0] };
}

/** 32 bits out of a seed and a text, so that two users of one seed do not draw the same numbers (FNV-1a). */
export function hashOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
