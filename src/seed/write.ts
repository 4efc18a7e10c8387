// Writes a dataset into a folder, row by row, so that its size costs no memory. The folder appears when all is written.

import { existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DatasetMark } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { messageOf, Problem } from "../problem.ts";
import { datasetFiles, type FixtureFile, markerFile, markerRow } from "./dataset.ts";
import { environmentFile, environmentOf } from "./environment-file.ts";
import { type Fingerprint, startFingerprint } from "./fingerprint.ts";
import type { Order } from "./order.ts";
import { type Row, toLine } from "./row.ts";

/** Says what a folder holds. A folder with it is a dataset, and may be replaced by another. */
export const manifestFile = "dataset.json";
export type Manifest = DatasetMark & { readonly files: readonly { name: string; rows: number }[] };

/** Characters that are gathered before they are written: a call of the system for each row would be slow. */
const CHUNK = 256 * 1024;

export async function writeDataset(
  folder: string,
  order: Order,
  passwordHash: string,
  files: readonly FixtureFile[] = datasetFiles(order, passwordHash),
): Promise<Manifest> {
  await refuseForeign(folder);
  const temporary = `${folder}.partial-${process.pid}`;
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    const manifest = await writeFiles(temporary, order, files);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
    return manifest;
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    throw new Problem({
      what: `The dataset could not be written to ${folder}.`,
      saw: messageOf(cause),
      fix: `make room in ${dirname(folder)}, or write elsewhere: obcms-perf seed generate --out <folder>`,
      exit: "configuration",
      cause,
    });
  }
}

async function writeFiles(folder: string, order: Order, files: readonly FixtureFile[]): Promise<Manifest> {
  const fingerprint = startFingerprint();
  const written: { name: string; rows: number }[] = [];
  for (const { name, rows } of files)
    written.push({ name, rows: await writeRows(join(folder, name), rows(), fingerprint) });
  const { seed, scale, today } = order;
  const mark = { fingerprint: fingerprint.end(), seed, scale, today };
  await writeFile(join(folder, markerFile), toLine(markerRow(mark)));
  written.push({ name: markerFile, rows: 1 });
  const manifest = { ...mark, files: written };
  await writeFile(join(folder, environmentFile), toJson(environmentOf(order)));
  await writeFile(join(folder, manifestFile), toJson(manifest));
  return manifest;
}

async function writeRows(path: string, rows: Iterable<Row>, fingerprint: Fingerprint): Promise<number> {
  const file: FileHandle = await open(path, "w");
  let count = 0;
  let gathered = "";
  try {
    for (const row of rows) {
      const line = toLine(row);
      fingerprint.add(row, line);
      gathered += line;
      count += 1;
      if (gathered.length < CHUNK) continue;
      await file.writeFile(gathered);
      gathered = "";
    }
    await file.writeFile(gathered);
  } finally {
    await file.close();
  }
  return count;
}

async function refuseForeign(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const names = await readdir(folder).catch(() => ["(no folder)"]);
  if (names.length === 0 || names.includes(manifestFile)) return;
  throw new Problem({
    what: `${folder} holds something else than a dataset, and is not replaced.`,
    saw: names.slice(0, 5).join(", "),
    fix: "name another folder: obcms-perf seed generate --out <folder>",
    exit: "usage",
  });
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
