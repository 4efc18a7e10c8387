// The files of risk-acceptances/, in the order of their numbers. A file that looks like an acceptance and is not named like
// one is a fault: nobody would notice that it counts for nothing.

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { type AcceptanceFile, parseAcceptance } from "./acceptance-file.ts";

/** Throws a Problem where the folder cannot be read. Files are named relative to the working directory. */
export async function readAcceptances(folder: string): Promise<AcceptanceFile[]> {
  const names = (await namesIn(folder)).filter((name) => /\.ya?ml$/i.test(name) || /^RA-/i.test(name));
  const files = await Promise.all(names.map((name) => readOne(join(folder, name))));
  return files.sort((a, b) => numberOf(a.file) - numberOf(b.file) || (a.file < b.file ? -1 : 1));
}

/** One more than the highest: a number that was given away once keeps its meaning in the history. */
export async function nextNumber(folder: string): Promise<number> {
  const numbers = (await namesIn(folder)).map(numberOf).filter(Number.isFinite);
  return Math.max(0, ...numbers) + 1;
}

function numberOf(path: string): number {
  const digits = /RA-([0-9]+)\.[A-Za-z]+$/.exec(path)?.[1];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new Problem({
      what: `The risk acceptances in ${folder} cannot be read.`,
      saw: messageOf(cause),
      fix: "name the folder with --acceptances; an empty one accepts nothing",
      exit: "configuration",
      cause,
    });
  }
}

async function readOne(path: string): Promise<AcceptanceFile> {
  const file = relative(process.cwd(), path);
  try {
    return parseAcceptance(file, await readFile(path, "utf8"));
  } catch (cause) {
    return { file, lines: {}, faults: [{ name: "unreadable", file, sentence: messageOf(cause) }] };
  }
}
