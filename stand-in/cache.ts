// The stand-in's cache: what OBCMS keeps in its one Redis database, which is sessions, throttle counts and feeds.
// Entries end by time; `clear` is Redis's FLUSHDB, and takes everything with it.

import { spentOnCache } from "./observe/spent.ts";

export type Cache = {
  /** Undefined: not there, or its time is over. */
  get<Value>(key: string): Value | undefined;
  set(key: string, value: unknown, seconds: number): void;
  delete(key: string): void;
  clear(): void;
};

/** `clock`: milliseconds since 1970, so that a test can let time pass. */
export function createCache(clock: () => number): Cache {
  const entries = new Map<string, { readonly value: unknown; readonly endsAt: number }>();
  return {
    get: <Value>(key: string) =>
      spentOnCache("look-up", () => {
        const entry = entries.get(key);
        if (entry === undefined) return undefined;
        // Whoever reads a key knows what it wrote there.
        if (entry.endsAt > clock()) return entry.value as Value;
        entries.delete(key);
        return undefined;
      }),
    set: (key, value, seconds) =>
      spentOnCache("write", () => void entries.set(key, { value, endsAt: clock() + seconds * 1000 })),
    delete: (key) => spentOnCache("write", () => void entries.delete(key)),
    clear: () => spentOnCache("write", () => entries.clear()),
  };
}

/** What the application cannot do without. */
const KEPT = ["session_", "throttle_"] as const;

/** The same cache, but look-ups find nothing, and count as misses. */
export function withoutMemory(cache: Cache): Cache {
  return {
    ...cache,
    get: <Value>(key: string) =>
      KEPT.some((start) => key.startsWith(start))
        ? cache.get<Value>(key)
        : spentOnCache<Value | undefined>("look-up", () => undefined),
  };
}
