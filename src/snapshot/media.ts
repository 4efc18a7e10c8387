// The folder of uploaded files, as one tar beside the dump. Used by take.ts and restore.ts.

import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Problem } from "../problem.ts";
import { runProgram } from "./program.ts";
import type { Step } from "./step.ts";

export async function packMedia(folder: string, into: string, step: Step): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new Problem({
      what: `The media folder ${folder} is not there.`,
      saw: found === undefined ? "nothing of that name" : "no folder",
      fix: "give the folder that MEDIA_ROOT of the target names",
      exit: "configuration",
    });
  }
  await runProgram("tar", ["-C", folder, "-cf", into, "."], step);
}

/** Unpacked beside the folder; only `swap` puts it there, and `discard` takes it away where that never happens. */
export type UnpackedMedia = { swap(): Promise<void>; discard(): Promise<void> };

export async function unpackMedia(
  tar: string,
  folder: string,
  store: string,
  step: Step,
): Promise<UnpackedMedia> {
  const place = resolve(folder);
  // The folder is replaced as a whole: what we stand in or read from must not lie in it.
  for (const needed of [process.cwd(), resolve(store)]) {
    if (needed !== place && !needed.startsWith(place.endsWith(sep) ? place : place + sep)) continue;
    throw new Problem({
      what: `The media folder ${place} would be replaced as a whole, and ${needed} lies in it.`,
      saw: `--media ${folder}`,
      fix: "give the folder that holds the uploads and nothing else",
      exit: "refused",
    });
  }
  await mkdir(dirname(place), { recursive: true });
  const fresh = await mkdtemp(join(dirname(place), `.${basename(place)}-restoring-`));
  const discard = (): Promise<void> => rm(fresh, { recursive: true, force: true });
  try {
    await runProgram("tar", ["-C", fresh, "-xf", tar], step);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    discard,
    async swap() {
      const old = `${fresh}-replaced`;
      const there = (await stat(place).catch(() => undefined)) !== undefined;
      if (there) await rename(place, old);
      try {
        await rename(fresh, place);
      } catch (error) {
        if (there) await rename(old, place);
        throw error;
      }
      await rm(old, { recursive: true, force: true });
    },
  };
}
