// Linux's /proc. Undefined where there is none, or the process is gone.

import { readFileSync } from "node:fs";

export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Fields of /proc/PID/stat from the third on, proc(5): `[0]` is the state, `[1]` the parent, `[11]` the user time. */
export function statOf(pid: number): string[] | undefined {
  // The second field, the command's name, may hold spaces and brackets: count from the last bracket.
  return readProc(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
}
