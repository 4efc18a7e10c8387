// The folder of snapshots: names, what is there, and how one comes in whole or not at all.

import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { type Snapshot, snapshotFiles, snapshotSchema } from "./snapshot.ts";
import { masked } from "./step.ts";

/** A half-written one begins with a dot, so it is no name that could be listed or restored. */
const UNFINISHED = ".unfinished-";
/** The subcommands: a snapshot of that name could not be spoken of. */
const RESERVED = ["list", "remove", "help"];

/** Letters, digits, `_` and `-`: it becomes a folder and part of a database's name. */
export function checkName(name: string): void {
  if (/^[a-z0-9][a-z0-9_-]{0,31}$/i.test(name) && !RESERVED.includes(name)) return;
  throw new Problem({
    // Somebody may have put an address there.
    what: `${masked(JSON.stringify(name))} cannot be the name of a snapshot.`,
    saw: `allowed are 1 to 32 letters, digits, _ and -, the first a letter or digit, and not ${RESERVED.join(", ")}`,
    fix: "choose another name, for example before_upgrade",
    exit: "usage",
  });
}

/** `20260131-120000` */
export function nameFor(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}

/** Hands over an empty folder, which becomes the snapshot when `fill` is done and vanishes when it throws. */
export async function writeWhole<T>(
  store: string,
  name: string,
  fill: (folder: string) => Promise<T>,
): Promise<T> {
  const taken = new Problem({
    what: `There is a snapshot "${name}" already.`,
    saw: join(store, name),
    fix: `take it under another name, or \`obcms-perf snapshot remove ${name}\` first`,
    exit: "usage",
  });
  if ((await stat(join(store, name)).catch(() => undefined)) !== undefined) throw taken;
  await mkdir(store, { recursive: true });
  const folder = await mkdtemp(join(store, UNFINISHED));
  try {
    const made = await fill(folder);
    // It fails where somebody else was faster: a folder that is not empty is not replaced.
    await rename(folder, join(store, name)).catch((cause) => {
      throw cause.code === "ENOTEMPTY" || cause.code === "EEXIST" ? taken : cause;
    });
    return made;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

export async function readSnapshot(store: string, name: string): Promise<Snapshot> {
  checkName(name);
  const path = join(store, name, snapshotFiles.snapshot);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Problem({
      what: `There is no snapshot "${name}".`,
      saw: messageOf(cause),
      fix: "`obcms-perf snapshot list` shows what there is",
      exit: "usage",
      cause,
    });
  });
  try {
    return snapshotSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Problem({
      what: `${path} is not the description of a snapshot that this version reads.`,
      saw: messageOf(cause),
      fix: `\`obcms-perf snapshot remove ${name}\`, and take it again`,
      exit: "configuration",
      cause,
    });
  }
}

export type Listed = { readonly name: string; readonly snapshot: Snapshot | undefined };

/** Newest first; those that cannot be read come last and without a description. */
export async function listSnapshots(store: string): Promise<Listed[]> {
  const names = (await readdir(store).catch(() => [])).filter((name) => !name.startsWith("."));
  const listed = await Promise.all(
    names.map(async (name) => ({ name, snapshot: await readSnapshot(store, name).catch(() => undefined) })),
  );
  const at = ({ snapshot }: Listed): string => snapshot?.takenAt ?? "";
  return listed.sort((a, b) => (at(a) < at(b) ? 1 : -1));
}

/** Out of the list by one rename, then gone. */
export async function removeFolder(store: string, name: string): Promise<void> {
  checkName(name);
  const away = await mkdtemp(join(store, UNFINISHED));
  await rename(join(store, name), away);
  await rm(away, { recursive: true, force: true });
}
