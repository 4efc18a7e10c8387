// How long a probe may take for anything.

/** Milliseconds. What takes longer is a gap: figures of no known moment say nothing. */
export const PATIENCE_MS = 5_000;

/** Rejects when the work has not ended after `ms` milliseconds; the work itself goes on. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
