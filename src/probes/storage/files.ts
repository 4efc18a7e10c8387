// Files below a folder, without following any link out of it. Asked by the storage's probe.

import type { Dirent } from "node:fs";
import { lstat, readdir, realpath, unlink } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** More than this are not walked through again and again. */
const MOST_FILES = 200_000;

/** `path`: from the folder, with `/`, as Django stores it. `changedAt`: milliseconds since 1970. */
export type StoredFile = { readonly path: string; readonly bytes: number; readonly changedAt: number };

/** `folder`: a real path. Throws where it cannot be read, or has too many. What goes meanwhile is left out. */
export async function filesBelow(folder: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  const folders = [folder];
  for (let here = folders.pop(); here !== undefined; here = folders.pop()) {
    for (const entry of await entriesOf(here, here === folder)) {
      const path = join(here, entry.name);
      if (entry.isDirectory()) folders.push(path);
      // A link is neither, wherever it leads.
      if (!entry.isFile()) continue;
      const status = await lstat(path).catch(() => undefined);
      if (status === undefined) continue;
      const stored = relative(folder, path).replaceAll(sep, "/");
      files.push({ path: stored, bytes: status.size, changedAt: status.mtimeMs });
      if (files.length > MOST_FILES)
        throw new Error(`there are more than ${MOST_FILES} files below ${folder}`);
    }
  }
  return files;
}

/** Nothing where it went meanwhile; the first one has to be there. */
async function entriesOf(folder: string, isFirst: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isFirst && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Whether it is gone. What is no file, or is reached through a link by now, stays. Throws where it may not be removed. */
export async function removeFile(folder: string, path: string): Promise<boolean> {
  const file = join(folder, path);
  try {
    if ((await realpath(dirname(file))) !== dirname(file) || !file.startsWith(folder + sep)) return false;
    if (!(await lstat(file)).isFile()) return false;
    await unlink(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}
