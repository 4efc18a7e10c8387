// Reads a dataset that was written into a folder, row by row, and says where it is not as it was written.

import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { messageOf, Problem } from "../problem.ts";
import type { Row } from "./row.ts";
import { manifestFile } from "./write.ts";

const manifestSchema = z.object({
  fingerprint: z.string(),
  files: z.array(z.object({ name: z.string(), rows: z.number() })).min(1),
});
export type StoredFile = { readonly path: string; readonly rows: number };

export async function readDataset(
  folder: string,
): Promise<{ readonly fingerprint: string; readonly files: readonly StoredFile[] }> {
  const path = join(folder, manifestFile);
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
    const missing = manifest.files.filter(({ name }) => !existsSync(join(folder, name)));
    if (missing.length > 0) throw new Error(`without ${missing.map(({ name }) => name).join(", ")}`);
    return {
      fingerprint: manifest.fingerprint,
      files: manifest.files.map(({ name, rows }) => ({ path: join(folder, name), rows })),
    };
  } catch (cause) {
    throw new Problem({
      what: `${folder} is no dataset.`,
      saw: messageOf(cause),
      fix: "obcms-perf seed generate --out <folder>",
      exit: "usage",
      cause,
    });
  }
}

export async function modelsOf(files: readonly StoredFile[]): Promise<string[]> {
  const models = new Set<string>();
  for await (const { model } of rowsOf(files)) models.add(model);
  return [...models];
}

/** Reads row by row; a file that is not as the manifest says is an error, at its end at the latest. */
export async function* rowsOf(files: readonly StoredFile[]): AsyncGenerator<Row> {
  for (const { path, rows } of files) {
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      count += 1;
      yield parseRow(line, path, count);
    }
    if (count !== rows) throw damaged(path, `${count} rows instead of ${rows}`);
  }
}

function parseRow(line: string, path: string, number: number): Row {
  try {
    return JSON.parse(line) as Row;
  } catch (cause) {
    throw damaged(path, `line ${number}: ${messageOf(cause)}`);
  }
}

function damaged(path: string, saw: string): Problem {
  return new Problem({
    what: `${path} is not as it was written.`,
    saw,
    fix: "generate the dataset anew: obcms-perf seed generate --out <folder>",
    exit: "usage",
  });
}
