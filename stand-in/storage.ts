// Where uploads lie: a folder beside the database, that goes with the process. As on OBCMS, deleting a document leaves its
// file; so the probe tells how much lies here, and empties it.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StorageState } from "../tests/performance/k6/catalogue/task-events.ts";

export type Storage = {
  /** Keeps the bytes under this name, or one like it where that is taken; returns the name. */
  keep(name: string, bytes: Buffer): string;
  /** Undefined where there is no such file. */
  read(name: string): Buffer | undefined;
  /** `used`: names of files that a document has. */
  state(used: ReadonlySet<string>): StorageState;
  /** Removes all other files. */
  empty(used: ReadonlySet<string>): void;
  /** Removes the folder. */
  remove(): void;
};

/** Makes the folder when the first file comes. */
export function createStorage(folder: string): Storage {
  const sizes = new Map<string, number>();
  let tries = 0;
  const free = (name: string): string => {
    if (!sizes.has(name)) return name;
    const dot = name.lastIndexOf(".");
    tries += 1;
    // Django adds seven random characters.
    return free(`${name.slice(0, dot)}_${tries.toString(36).padStart(7, "0")}${name.slice(dot)}`);
  };
  return {
    keep(name, bytes) {
      const kept = free(name);
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, kept), bytes);
      sizes.set(kept, bytes.length);
      return kept;
    },
    read: (name) => (sizes.has(name) ? readFileSync(join(folder, name)) : undefined),
    state(used) {
      const all = [...sizes];
      const bytes = all.reduce((sum, [, size]) => sum + size, 0);
      const orphans = all.reduce((sum, [name, size]) => sum + (used.has(name) ? 0 : size), 0);
      return { files: all.length, bytes, orphans };
    },
    empty(used) {
      for (const name of sizes.keys()) {
        if (used.has(name)) continue;
        rmSync(join(folder, name), { force: true });
        sizes.delete(name);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
