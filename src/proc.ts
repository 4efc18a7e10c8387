// Linux's /proc. Undefined where there is none, or the process is gone.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

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

export function parentOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields === undefined ? undefined : Number(fields[1]);
}

/** Every process that this one may see. */
export function processIds(): number[] {
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** The words of its command line; empty where it may not be read. Flags may be secrets: never print it. */
export function wordsOf(pid: number): readonly string[] {
  return (readProc(`/proc/${pid}/cmdline`) ?? "").split("\0").filter((word) => word !== "");
}

/** The short name of the program. */
export function nameOf(pid: number): string {
  return (readProc(`/proc/${pid}/comm`) ?? "").trim();
}

export function folderOf(pid: number): string | undefined {
  return linkOf(`/proc/${pid}/cwd`);
}

/** Whether a variable is set for it, whatever its value; undefined where that may not be read. */
export function hasVariable(pid: number, name: string): boolean | undefined {
  return readProc(`/proc/${pid}/environ`)
    ?.split("\0")
    .some((pair) => pair.startsWith(`${name}=`));
}

export function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Clock ticks per second, the unit of /proc's times; undefined where there is no /proc. */
export function clockTicks(): number | undefined {
  return systemValue("CLK_TCK");
}

/** The unit of resident memory in /proc/PID/stat, bytes. */
export function pageBytes(): number | undefined {
  return systemValue("PAGESIZE");
}

function systemValue(name: "CLK_TCK" | "PAGESIZE"): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    return Number(execFileSync("getconf", [name], { encoding: "utf8" })) || undefined;
  } catch {
    return undefined;
  }
}
