// The other terminal: finds the run that goes on, and speaks to its control endpoint.

import { basename } from "node:path";
import { Problem } from "../problem.ts";
import { type ControlFile, foldersWithControlFile, readControlFile } from "./control-file.ts";
import { type CommandName, refusalSchema, type Status, statusSchema } from "./status.ts";

const TIMEOUT_MS = 5_000;

export type Call = { readonly command: CommandName; readonly target?: number };

/** Speaks to the run in `folder`; throws a Problem when it does not go on, or refuses. */
export async function callRun(folder: string, call: Call): Promise<Status> {
  const file = await readControlFile(folder);
  const status = file === undefined ? undefined : await tryCall(file, call);
  if (status !== undefined) return status;
  throw new Problem({
    what: `The run ${basename(folder)} is not running.`,
    saw:
      file === undefined
        ? `${folder} has no control file: it has ended, or never was`
        : "nobody answers for it: the tool that ran it was killed, and left its control file behind",
    fix: "`obcms-perf runs` lists what is stored; start one with obcms-perf run --profile controlled",
    exit: "configuration",
  });
}

/** Speaks to the newest run below `root` that goes on; throws a Problem when there is none, or it refuses. */
export async function callNewestRun(root: string, call: Call): Promise<Status> {
  const folders = await foldersWithControlFile(root);
  for (const folder of folders) {
    const file = await readControlFile(folder);
    const status = file === undefined ? undefined : await tryCall(file, call);
    if (status !== undefined) return status;
  }
  const left = folders.map((folder) => basename(folder)).join(", ");
  throw new Problem({
    what: "No run is running.",
    saw: `${root}${left === "" ? "" : `; killed before they ended: ${left}`}`,
    fix: "start one with obcms-perf run --profile controlled, or name its folder with --run",
    exit: "configuration",
  });
}

/** Undefined when nobody answers for that run. */
async function tryCall(file: ControlFile, { command, target }: Call): Promise<Status | undefined> {
  const query = target === undefined ? "" : `?target=${target}`;
  let said: unknown;
  let answered: Response;
  try {
    answered = await fetch(`${file.url}/${command}${query}`, {
      method: command === "status" ? "GET" : "POST",
      headers: { Authorization: `Bearer ${file.token}` },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    said = await answered.json();
  } catch {
    return undefined;
  }
  const refusal = refusalSchema.safeParse(said);
  if (answered.status === 409 && refusal.success) throw new Problem({ ...refusal.data, exit: "usage" });
  const status = statusSchema.safeParse(said);
  // Another program may have got a dead run's port.
  return status.success && status.data.run === file.run ? status.data : undefined;
}
