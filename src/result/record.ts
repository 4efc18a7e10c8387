// A file of a run folder that only some runs have: what somebody found, saw or decided.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";

/** Undefined where the folder has none. Throws where it is there and cannot be read. `name`: one of run-files.ts. */
export async function readRecord<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const text = await readFile(join(folder, name), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}
