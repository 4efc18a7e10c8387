// What runs on this machine, from Linux's /proc.

import { readdirSync, readFileSync } from "node:fs";

/** Processes below a process, from /proc. */
export function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statusOf(Number(name), "PPid"))] as const);
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** A zombie has ended; only its parent has not asked. */
export function isRunning(pid: number): boolean {
  return !/^(Z|undefined)/.test(String(statusOf(pid, "State")));
}

/** A field of a process's status; undefined when the process is gone. */
export function statusOf(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s+(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

/** The command line of a process, its words separated by spaces; empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
