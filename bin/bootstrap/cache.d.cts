// Types of cache.cjs for its TypeScript callers in src/provision.
export function cacheRoot(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string;
