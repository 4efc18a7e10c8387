// A run's folder and its files: made before the load, each file written whole or not at all.

import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Problem } from "../problem.ts";

/** `20261123-202501-smoke-stand-in-3f9a`: sorts by time, says what it was, and no two are alike. UTC. */
export function newRunId(now: Date, profile: string, environment: string): string {
  const time = now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const word = (text: string): string => text.replace(/[^A-Za-z0-9_-]+/g, "_").slice(0, 40);
  return `${time}-${word(profile)}-${word(environment)}-${randomBytes(2).toString("hex")}`;
}

export async function createRunFolder(root: string, id: string): Promise<string> {
  const folder = join(root, id);
  try {
    await mkdir(root, { recursive: true });
    await mkdir(folder);
  } catch (cause) {
    throw new Problem({
      what: `The run folder ${folder} cannot be created.`,
      saw: messageOf(cause),
      fix: "check the folder's rights and the free disk space, or choose another with --out",
      exit: "configuration",
      cause,
    });
  }
  return folder;
}

/** Writes beside and renames, so that a reader never sees half a file. Throws a Problem, and leaves nothing, when it cannot. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await writeFile(partial, text);
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {});
    throw new Problem({
      what: `${path} cannot be written.`,
      saw: messageOf(cause),
      fix: "free disk space or mend the folder's rights; `obcms-perf report <run>` then makes what is missing",
      exit: "configuration",
      cause,
    });
  }
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
