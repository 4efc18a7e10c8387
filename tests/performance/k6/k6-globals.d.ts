// What k6 2.2 has beside its modules and @types/k6. Not lib "dom": that would let fetch, URL and document type-check,
// which do not exist in k6.

declare const console: {
  log(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
};

interface ImportMeta {
  /** Resolves against the file it is written in; `import.meta.url` is undefined in k6. */
  resolve(specifier: string): string;
}
