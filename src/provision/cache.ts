// The cache's place for k6, and how a binary gets there whole or not at all. Called by k6.ts, release.ts and go-build.ts.

import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { askVersion, k6Pin } from "./k6-version.ts";
import type { Machine } from "./machine.ts";
import { cacheNameOf } from "./platform.ts";
import type { WayOutcome } from "./way.ts";

const LEFTOVER_AGE_MS = 3_600_000;

/** `<cache>/k6/2.2.0-linux-amd64/k6`: whether it is there is another question. */
export function cachedK6(machine: Machine): string {
  const { name, binary } = cacheNameOf(machine);
  return join(machine.cache, "k6", `${k6Pin.release}-${name}`, binary);
}

/** A fresh folder on the cache's own file system, so that a rename out of it is atomic; removed after `work`. */
export async function inTemporaryFolder<T>(
  machine: Machine,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = join(machine.cache, "k6");
  await mkdir(parent, { recursive: true }).catch((cause) => {
    throw unwritable(parent, cause);
  });
  await removeLeftovers(parent);
  const folder = await mkdtemp(join(parent, "tmp-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Moves a binary into the cache once it has proved to be the pinned k6. Returns its new path, or what was wrong. */
export async function adopt(binary: string, machine: Machine): Promise<WayOutcome> {
  await chmod(binary, 0o755);
  const { env, signal, limits } = machine;
  const answer = await askVersion(binary, { env, signal, timeoutMs: limits.version });
  if (answer.state !== "fits") return { state: "missed", saw: `the new binary ${answer.saw}` };
  const path = cachedK6(machine);
  await mkdir(dirname(path), { recursive: true });
  await rename(binary, path);
  return { state: "found", path, version: answer.version };
}

/** Removes what killed processes left more than an hour ago. */
async function removeLeftovers(parent: string): Promise<void> {
  if (!existsSync(parent)) return;
  for (const name of (await readdir(parent)).filter((each) => each.startsWith("tmp-"))) {
    const folder = join(parent, name);
    const age = await stat(folder).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > LEFTOVER_AGE_MS) await rm(folder, { recursive: true, force: true });
  }
}

function unwritable(folder: string, cause: unknown): Problem {
  return new Problem({
    what: `The cache folder ${folder} cannot be written.`,
    saw: messageOf(cause),
    fix: "make it writable, or choose another: export OBCMS_PERF_CACHE=/path/to/folder",
    exit: "configuration",
    cause,
  });
}
