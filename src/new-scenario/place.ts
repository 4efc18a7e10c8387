// Writes what was rehearsed into the project: all of it, or nothing.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../problem.ts";
import { writeWhole } from "../run/run-folder.ts";
import type { Change } from "./rehearse.ts";

/** What was written until one file could not be is taken back. */
export async function place(project: string, changes: readonly Change[]): Promise<void> {
  for (const { path, before } of changes) {
    const now = await readFile(join(project, path), "utf8").catch(() => undefined);
    if (now !== before) throw changedMeanwhile(path);
  }
  const written: Change[] = [];
  try {
    for (const change of changes) {
      await mkdir(dirname(join(project, change.path)), { recursive: true });
      await writeWhole(join(project, change.path), change.after);
      written.push(change);
    }
  } catch (cause) {
    for (const { path, before } of written)
      await (before === undefined ? rm(join(project, path)) : writeFile(join(project, path), before));
    throw cause;
  }
}

function changedMeanwhile(path: string): Problem {
  return new Problem({
    what: `${path} changed while the scenario was tried in a copy, so nothing was written.`,
    saw: "it is not what it was at the beginning",
    fix: "ask again when nobody else is at work on it",
    exit: "configuration",
  });
}
