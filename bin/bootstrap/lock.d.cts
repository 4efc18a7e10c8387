// Types of lock.cjs for its TypeScript callers in src/provision.
export function withLock<T>(
  cache: string,
  name: string,
  options: { onWait: () => void; signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T>;
