// What gunicorn's command line says of its workers. Only the flags that are named here are read: others may be secrets.

/** Undefined: it depends on what was not read. */
export type WorkerKind = { readonly workerClass: string | undefined; readonly threads: number | undefined };

const flags = {
  class: { short: "-k", long: "--worker-class", least: "--worker-cl" },
  threads: { short: undefined, long: "--threads", least: "--th" },
  config: { short: "-c", long: "--config", least: "--conf" },
} as const satisfies Record<string, { short: string | undefined; long: string; least: string }>;

/**
 * `configured`: whether a file or a variable may say more than the command line does, which goes before both. Where
 * nothing can, an absent flag means gunicorn's default.
 */
export function workerKind(words: readonly string[], configured: boolean): WorkerKind {
  const given = Number(flagOf(words, "threads"));
  const threads = Number.isInteger(given) && given > 0 ? given : configured ? undefined : 1;
  const named = flagOf(words, "class") ?? (configured ? undefined : "sync");
  // gunicorn turns sync with threads into gthread.
  const workerClass =
    named !== "sync" ? named : threads === undefined ? undefined : threads > 1 ? "gthread" : "sync";
  return { workerClass, threads };
}

/** The configuration file that is named; undefined: gunicorn looks for its own, `gunicorn.conf.py`. */
export function configurationFile(words: readonly string[]): string | undefined {
  return flagOf(words, "config");
}

/** The last one counts. `-k gthread`, `-kgthread`, `--threads 2`, `--threads=2`, and long names cut short. */
function flagOf(words: readonly string[], which: keyof typeof flags): string | undefined {
  const { short, long, least } = flags[which];
  return words
    .map((word, index) => {
      const [name = "", value] = word.split(/=(.*)/s);
      if (name.startsWith(least) && long.startsWith(name)) return value ?? words[index + 1];
      if (short === undefined || word.startsWith("--") || !word.startsWith(short)) return undefined;
      return word === short ? words[index + 1] : word.slice(short.length).replace(/^=/, "");
    })
    .findLast((value) => value !== undefined);
}
