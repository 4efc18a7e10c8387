// `control.json` in a run folder: where the run's control endpoint is and the token that it wants. It exists while the
// tool runs k6; one that a killed tool left behind is recognised because nobody answers for that run.

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const NAME = "control.json";
const schema = z.object({ run: z.string(), url: z.string(), token: z.string() });
export type ControlFile = z.infer<typeof schema>;

/** Only its owner may read it: who has the token can steer the run. */
export async function writeControlFile(folder: string, file: ControlFile): Promise<void> {
  await writeFile(join(folder, NAME), JSON.stringify(file), { mode: 0o600, flag: "wx" });
}

export async function removeControlFile(folder: string): Promise<void> {
  await rm(join(folder, NAME), { force: true });
}

/** Undefined where the run has none: it has ended. */
export async function readControlFile(folder: string): Promise<ControlFile | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(join(folder, NAME), "utf8")));
  } catch {
    return undefined;
  }
}

/** Folders below `root` that have one, newest run first: a run's id begins with its time. */
export async function foldersWithControlFile(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  const files = await Promise.all(folders.map(readControlFile));
  return folders
    .filter((_, index) => files[index] !== undefined)
    .sort()
    .reverse();
}
