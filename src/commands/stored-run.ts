// Which folder a user means by a run, and the result in it; for the commands that work on stored runs.

import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { Problem } from "../problem.ts";
import type { Result } from "../result/result.ts";
import { runFiles } from "../result/run-files.ts";
import { readStoredResult } from "../result/stored-result.ts";
import { toJson, writeWhole } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";

/** `run`: an id below `root`, a folder, or `latest`, the newest below `root`. Throws a Problem for one that is not there. */
export function folderOfRun(run: string, root: string = runsFolder): string {
  const folder =
    run === "latest" ? latestIn(root) : existsSync(join(root, run)) ? join(root, run) : resolve(run);
  if (folder !== undefined && existsSync(folder)) return folder;
  throw new Problem({
    what: run === "latest" ? `There is no run in ${root}.` : `There is no run ${JSON.stringify(run)}.`,
    saw:
      isAbsolute(run) || run === "latest"
        ? "no such folder"
        : `neither ${join(root, run)} nor ${resolve(run)}`,
    fix: "`obcms-perf runs` lists the stored runs; --out names another place of them",
    exit: "configuration",
  });
}

/** Ids of the runs below a folder, newest first: an id begins with its time. */
export function runIds(root: string): string[] {
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .reverse();
}

/** The result of a run folder; one of an older version is made again from the raw files, and stored. */
export async function resultOfRun(folder: string): Promise<Result> {
  const stored = await readStoredResult(folder);
  if (stored.state === "unusable") {
    throw new Problem({
      what: `${folder} holds no result of this version, and none can be made.`,
      saw: stored.because.join("\n"),
      fix: "give the folder or the id of a run that ended; `obcms-perf runs` lists them",
      exit: "configuration",
    });
  }
  if (stored.state === "rebuilt") await writeWhole(join(folder, runFiles.result), toJson(stored.result));
  return stored.result;
}

function latestIn(root: string): string | undefined {
  const [newest] = runIds(root);
  return newest === undefined ? undefined : join(root, newest);
}
