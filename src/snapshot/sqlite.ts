// Takes and restores the database of a stand-in that runs by itself: a file.

import { randomBytes } from "node:crypto";
import { existsSync, globSync, readlinkSync } from "node:fs";
import { chmod, copyFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { messageOf, Problem } from "../problem.ts";
import { type Contents, differences, different, rowTotal } from "./contents.ts";
import { type Snapshot, snapshotFiles, type Taken } from "./snapshot.ts";
import { BUSY_MS, look, markOf } from "./sqlite-contents.ts";
import { goOn, type Step } from "./step.ts";
import type { SqliteTarget } from "./target.ts";

export async function takeSqlite(target: SqliteTarget, folder: string, step: Step): Promise<Taken> {
  if (!existsSync(target.file)) {
    throw new Problem({
      what: "There is no such database.",
      saw: `no file ${target.file}`,
      fix: "correct the path behind sqlite:",
      exit: "configuration",
    });
  }
  const into = join(folder, snapshotFiles.sqlite);
  const source = new DatabaseSync(target.file, { readOnly: true, timeout: BUSY_MS });
  try {
    markOf(target, source);
    step.say(`copying ${target.file}`);
    // Online: whoever writes meanwhile goes on, and the copy is of one moment.
    await backup(source, into);
  } finally {
    source.close();
  }
  goOn(step);
  const { contents, version } = look(into);
  step.say(`${rowTotal(contents)} rows of ${Object.keys(contents.rows).length} tables`);
  return { serverVersion: version, contents, postgres: null, undo: async () => {} };
}

/** When it throws, the old file is as it was. */
export async function restoreSqlite(
  target: SqliteTarget,
  snapshot: Snapshot,
  folder: string,
  step: Step,
): Promise<void> {
  refuseUsers(target);
  if (existsSync(target.file)) prepare(target);
  const log = `${target.file}-wal`;
  if (existsSync(log)) throw inUse(target, `${log} stayed, so somebody has it open`);
  const fresh = `${target.file}.restoring-${randomBytes(4).toString("hex")}`;
  try {
    step.say(`copying to ${fresh}`);
    await copyFile(join(folder, snapshotFiles.sqlite), fresh);
    const found = lookOr(fresh, snapshot.name, target.file, snapshot.contents);
    if (found.length > 0) throw different(snapshot.name, target.file, found);
    goOn(step);
    // Whoever may read the old one may read this one.
    if (existsSync(target.file)) await chmod(fresh, (await stat(target.file)).mode);
    refuseUsers(target);
    await rename(fresh, target.file);
  } finally {
    for (const ending of ["", "-wal", "-shm"]) await rm(fresh + ending, { force: true });
  }
}

function lookOr(fresh: string, name: string, target: string, taken: Contents): string[] {
  try {
    return differences(taken, look(fresh).contents);
  } catch (cause) {
    throw different(name, target, [messageOf(cause)]);
  }
}

/** The marker is asked for, and the write-ahead log emptied: SQLite would replay the old one into the new file. */
function prepare(target: SqliteTarget): void {
  const database = new DatabaseSync(target.file, { timeout: BUSY_MS });
  try {
    markOf(target, database);
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    // The last one to close it removes the log.
    database.close();
  }
}

/** A process that has the file open would go on with the old one. It is seen on Linux only. */
function refuseUsers(target: SqliteTarget): void {
  const files = new Set(["", "-wal", "-shm"].map((ending) => target.file + ending));
  const users = globSync("/proc/[0-9]*/fd/*").filter((link) => {
    try {
      return files.has(readlinkSync(link));
    } catch {
      // It was closed meanwhile, or belongs to another user.
      return false;
    }
  });
  const pids = new Set(users.map((link) => link.split("/")[2]));
  if (pids.size > 0)
    throw inUse(target, `${pids.size} ${pids.size === 1 ? "process" : "processes"}: ${[...pids].join(", ")}`);
}

function inUse({ file }: SqliteTarget, saw: string): Problem {
  return new Problem({
    what: `Others have ${file} open.`,
    saw,
    fix: "stop the stand-in first: it would go on with the old file; --end-sessions cannot end it",
    exit: "refused",
  });
}
